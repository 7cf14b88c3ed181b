package io.latchkey.workspace.workspaces;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.organizations.Standings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** From one organization to another, both the caller's own. */
@ApplicationScoped
class MoveWorkspace {
    private final Workspaces workspaces;
    private final Organizations organizations;
    private final Standings standings;
    private final ChangeWorkspace changeWorkspace;
    private final Caller caller;

    MoveWorkspace(
            Workspaces workspaces,
            Organizations organizations,
            Standings standings,
            ChangeWorkspace changeWorkspace,
            Caller caller) {
        this.workspaces = workspaces;
        this.organizations = organizations;
        this.standings = standings;
        this.changeWorkspace = changeWorkspace;
        this.caller = caller;
    }

    /** Locks both organizations before the workspace, as everybody does, and in the order of ids. */
    Uni<Changed<Workspace>> move(UUID workspace, UUID to) {
        caller.requireNoLimits();
        UUID me = caller.account();
        return Panache.withTransaction(() -> workspaces
                .organizationOf(workspace)
                .flatMap(from -> locked(Stream.of(from == null ? to : from, to)
                                .distinct()
                                .sorted()
                                .toList())
                        .flatMap(locked ->
                                changeWorkspace.changeEvenArchived(workspace, change -> move(change, from, to, me)))));
    }

    private Uni<Void> locked(List<UUID> ids) {
        Uni<Void> locked = Uni.createFrom().voidItem();
        for (UUID id : ids) {
            locked = locked.flatMap(before -> organizations.locked(id)).replaceWithVoid();
        }
        return locked;
    }

    private Uni<Workspace> move(Change change, UUID from, UUID to, UUID me) {
        Workspace workspace = change.workspace();
        if (!workspace.organization.equals(from)) {
            throw Refused.because(Reason.CONFLICT, "The workspace was moved meanwhile; try again.");
        }
        return owns(from, me)
                .flatMap(ownsFrom -> {
                    if (!ownsFrom) {
                        throw Refused.because(
                                Reason.NOT_ALLOWED, "Only the owner of the organization may move its workspaces.");
                    }
                    return owns(to, me);
                })
                .invoke(ownsTo -> {
                    if (!ownsTo) {
                        throw Refused.field("organization", "there is no such organization of yours");
                    }
                })
                .flatMap(both -> standings.everybody(from))
                .flatMap(before -> standings.everybody(to).map(after -> {
                    WorkspaceView view = WorkspaceView.of(workspace);
                    workspace.organization = to;
                    change.standingsChanged(before.keySet());
                    change.standingsChanged(after.keySet());
                    change.note(Action.WORKSPACE_MOVED, workspace.id, view, WorkspaceView.of(workspace));
                    return workspace;
                }));
    }

    private Uni<Boolean> owns(UUID organization, UUID account) {
        return organizations.findById(organization).map(found -> found != null && found.owner.equals(account));
    }
}
