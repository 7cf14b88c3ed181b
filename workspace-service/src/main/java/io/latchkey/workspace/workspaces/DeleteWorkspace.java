package io.latchkey.workspace.workspaces;

import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.devices.Devices;
import io.latchkey.workspace.invitations.Invitations;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.Roles;
import io.latchkey.workspace.rights.Teams;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Ends a workspace: everybody in it loses their scope there, its API users end. Its slug is never given again. */
@ApplicationScoped
public class DeleteWorkspace {
    private final ChangeWorkspace changeWorkspace;
    private final Members members;
    private final Devices devices;
    private final Roles roles;
    private final Teams teams;
    private final Invitations invitations;
    private final Standings standings;

    DeleteWorkspace(
            ChangeWorkspace changeWorkspace,
            Members members,
            Devices devices,
            Roles roles,
            Teams teams,
            Invitations invitations,
            Standings standings) {
        this.changeWorkspace = changeWorkspace;
        this.members = members;
        this.devices = devices;
        this.roles = roles;
        this.teams = teams;
        this.invitations = invitations;
        this.standings = standings;
    }

    /** What went with it. Every check knows once {@code GET /v1/propagation} says so of the answer's revision. */
    @Schema(name = "WorkspaceDeletion")
    @Type("WorkspaceDeletion")
    public record Report(
            UUID workspace, int members, int apiUsers, int devices, long roles, long teams, long invitations) {}

    Uni<Changed<Report>> delete(UUID workspace, String slug) {
        return changeWorkspace.changeEvenArchived(workspace, change -> {
            change.access().requireOwner();
            if (!change.workspace().slug.equals(slug)) {
                throw Refused.parameter(
                        "slug", "must be the slug of the workspace, so that none is deleted by mistake");
            }
            return all(change);
        });
    }

    /** Of a workspace that is locked. */
    public Uni<Report> all(Change change) {
        UUID workspace = change.workspace().id;
        change.note(Action.WORKSPACE_DELETED, workspace, WorkspaceView.of(change.workspace()), null);
        change.workspaceDeleted();
        return standings
                .everybody(change.workspace().organization)
                .invoke(acting -> change.standingsChanged(acting.keySet()))
                .flatMap(acting -> members.all(workspace))
                .invoke(everybody -> everybody.forEach(change::memberRemoved))
                .flatMap(everybody -> devices.ids(workspace)
                        .invoke(ids -> ids.forEach(change::deviceRemoved))
                        .flatMap(ids -> forget(workspace, everybody, ids)));
    }

    private Uni<Report> forget(UUID workspace, List<Member> everybody, List<UUID> ids) {
        int apiUsers = (int) everybody.stream().filter(Member::isApiUser).count();
        return members.delete("id.workspace", workspace)
                .flatMap(gone -> devices.delete("workspace", workspace))
                .flatMap(gone -> Uni.combine()
                        .all()
                        .unis(
                                teams.delete("workspace", workspace),
                                roles.delete("workspace", workspace),
                                invitations.delete("workspace", workspace))
                        .usingConcurrencyOf(1)
                        .with((teamsGone, rolesGone, invitationsGone) -> new Report(
                                workspace,
                                everybody.size() - apiUsers,
                                apiUsers,
                                ids.size(),
                                rolesGone,
                                teamsGone,
                                invitationsGone)));
    }
}
