package io.latchkey.workspace.workspaces;

import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.Rights;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** A workspace with its first owner. */
@ApplicationScoped
public class CreateWorkspace {
    private final Workspaces workspaces;
    private final Members members;
    private final Standings standings;
    private final ChangeWorkspace changeWorkspace;
    private final Catalogue catalogue;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CreateWorkspace(
            Workspaces workspaces,
            Members members,
            Standings standings,
            ChangeWorkspace changeWorkspace,
            Catalogue catalogue,
            Clock clock) {
        this.workspaces = workspaces;
        this.members = members;
        this.standings = standings;
        this.changeWorkspace = changeWorkspace;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** Owned by whose doing it is; needs a transaction. */
    public Uni<Changed<Workspace>> create(UUID organization, Origin origin, String name) {
        String slug = Slug.of(name);
        return workspaces
                .isSlugTaken(slug)
                .map(taken -> taken ? Slug.withSuffix(slug, random) : slug)
                .flatMap(free -> workspaces.persistAndFlush(workspace(organization, name, free)))
                .flatMap(workspace ->
                        changeWorkspace.unattended(workspace, origin, change -> addOwner(change, origin.account())));
    }

    /** Whoever acts for the organization does so in this workspace too. */
    private Uni<Workspace> addOwner(Change change, UUID owner) {
        Member member = Member.person(change.workspace().id, owner, Rights.ofOwner(), clock.instant());
        change.memberChanged(member);
        change.note(Action.WORKSPACE_CREATED, change.workspace().id, null, WorkspaceView.of(change.workspace()));
        return members.persist(member)
                .flatMap(added -> standings.everybody(change.workspace().organization))
                .invoke(acting -> change.standingsChanged(acting.keySet()))
                .replaceWith(change.workspace());
    }

    private Workspace workspace(UUID organization, String name, String slug) {
        Workspace workspace = new Workspace();
        workspace.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        workspace.organization = organization;
        workspace.name = name;
        workspace.slug = slug;
        workspace.catalogue = catalogue.version().version();
        workspace.createdAt = clock.instant();
        return workspace;
    }
}
