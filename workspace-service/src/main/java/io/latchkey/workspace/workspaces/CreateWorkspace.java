package io.latchkey.workspace.workspaces;

import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
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
    private final ChangeWorkspace changeWorkspace;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CreateWorkspace(Workspaces workspaces, Members members, ChangeWorkspace changeWorkspace, Clock clock) {
        this.workspaces = workspaces;
        this.members = members;
        this.changeWorkspace = changeWorkspace;
        this.clock = clock;
    }

    /** Needs a transaction. */
    public Uni<Changed<Workspace>> create(UUID organization, UUID owner, String name) {
        String slug = Slug.of(name);
        return workspaces
                .isSlugTaken(slug)
                .map(taken -> taken ? Slug.withSuffix(slug, random) : slug)
                .flatMap(free -> workspaces.persistAndFlush(workspace(organization, name, free)))
                .flatMap(workspace -> changeWorkspace.unattended(workspace, change -> addOwner(change, owner)));
    }

    private Uni<Workspace> addOwner(Change change, UUID owner) {
        Member member = Member.person(change.workspace().id, owner, Rights.ofOwner(), clock.instant());
        change.memberChanged(member);
        return members.persist(member).replaceWith(change.workspace());
    }

    private Workspace workspace(UUID organization, String name, String slug) {
        Workspace workspace = new Workspace();
        workspace.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        workspace.organization = organization;
        workspace.name = name;
        workspace.slug = slug;
        workspace.createdAt = clock.instant();
        return workspace;
    }
}
