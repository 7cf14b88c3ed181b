package io.latchkey.workspace.administration;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.preconditions.EntityTags;
import io.latchkey.edge.preconditions.IfMatch;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.LogOf;
import io.latchkey.workspace.audit.Note;
import io.latchkey.workspace.audit.WriteAudit;
import io.latchkey.workspace.dryrun.BlastRadius;
import io.latchkey.workspace.dryrun.DryRun;
import io.latchkey.workspace.dryrun.Rehearsed;
import io.latchkey.workspace.idempotency.Once;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.organizations.Standing;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.Catalogue;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Every change of an organization goes through here: lock it, see what the caller may, do the work, let its workspaces
 * follow, write the audit log - one transaction. To those who have nothing to do with it, it looks missing.
 */
@ApplicationScoped
class ChangeOrganization {
    private final Organizations organizations;
    private final Standings standings;
    private final Workspaces workspaces;
    private final ChangeWorkspace changeWorkspace;
    private final WriteAudit writeAudit;
    private final Once once;
    private final DryRun dryRun;
    private final IfMatch ifMatch;
    private final EntityTags tags;
    private final Catalogue catalogue;
    private final Caller caller;
    private final RequestOrigin requestOrigin;

    ChangeOrganization(
            Organizations organizations,
            Standings standings,
            Workspaces workspaces,
            ChangeWorkspace changeWorkspace,
            WriteAudit writeAudit,
            Once once,
            DryRun dryRun,
            IfMatch ifMatch,
            EntityTags tags,
            Catalogue catalogue,
            Caller caller,
            RequestOrigin requestOrigin) {
        this.organizations = organizations;
        this.standings = standings;
        this.workspaces = workspaces;
        this.changeWorkspace = changeWorkspace;
        this.writeAudit = writeAudit;
        this.once = once;
        this.dryRun = dryRun;
        this.ifMatch = ifMatch;
        this.tags = tags;
        this.catalogue = catalogue;
        this.caller = caller;
        this.requestOrigin = requestOrigin;
    }

    <T> Uni<T> change(UUID organization, Function<OrganizationChange, Uni<T>> work) {
        caller.requireNoLimits();
        Origin origin = requestOrigin.get();
        boolean rehearse = dryRun.isAsked();
        String condition = ifMatch.header();
        return Panache.withTransaction(() -> organizations
                .locked(organization)
                .onItem()
                .ifNull()
                .failWith(ChangeOrganization::missing)
                .flatMap(found -> enter(found, origin))
                .call(change -> rehearse ? Uni.createFrom().voidItem() : once.claim(origin.account()))
                .flatMap(change -> work.apply(change)
                        .invoke(done -> IfMatch.require(condition, tags, change.before()))
                        .call(done -> rehearse ? rehearsed(change) : close(change))));
    }

    /** Without asking who may; to operators every organization is there. */
    <T> Uni<T> byOperator(UUID organization, Origin origin, Function<OrganizationChange, Uni<T>> work) {
        return Panache.withTransaction(() -> organizations
                .locked(organization)
                .onItem()
                .ifNull()
                .failWith(ChangeOrganization::missing)
                .map(found -> new OrganizationChange(found, Standing.NONE, origin))
                .flatMap(change -> work.apply(change).call(done -> close(change))));
    }

    private Uni<OrganizationChange> enter(Organization organization, Origin origin) {
        return standings.of(organization.id, origin.account()).map(standing -> {
            if (!concerns(organization, standing, origin.account())) {
                throw missing();
            }
            return new OrganizationChange(organization, standing, origin);
        });
    }

    static boolean concerns(Organization organization, Standing standing, UUID account) {
        return !standing.isNone() || account.equals(organization.offeredTo);
    }

    private Uni<Void> rehearsed(OrganizationChange change) {
        return workspaces
                .idsOf(change.organization().id)
                .flatMap(ids -> Uni.createFrom().failure(new Rehearsed(radius(ids, change.standings()))));
    }

    /** What the organization's permissions bring; a member may hold some of it in another way too. */
    private BlastRadius radius(List<UUID> ids, List<Note> standings) {
        List<BlastRadius.Reach> gains = new ArrayList<>();
        List<BlastRadius.Reach> losses = new ArrayList<>();
        for (Note note : standings) {
            UUID account = (UUID) note.target();
            Set<String> before = permissions(note.before());
            Set<String> after = permissions(note.after());
            for (UUID workspace : ids) {
                reach(account, workspace, after, before).ifPresent(gains::add);
                reach(account, workspace, before, after).ifPresent(losses::add);
            }
        }
        return new BlastRadius(gains, losses);
    }

    private Set<String> permissions(Object standing) {
        StandingView view = (StandingView) standing;
        return catalogue.withImplied(view.owner() ? catalogue.organizationPermissions() : view.permissions());
    }

    private static Optional<BlastRadius.Reach> reach(
            UUID account, UUID workspace, Set<String> some, Set<String> others) {
        Set<String> more = new TreeSet<>(some);
        more.removeAll(others);
        return more.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new BlastRadius.Reach(account, workspace, more, new BlastRadius.Devices(Set.of(), List.of())));
    }

    private Uni<Void> close(OrganizationChange change) {
        UUID organization = change.organization().id;
        return writeAudit
                .write(new LogOf(organization, null), change.origin(), change.notes())
                .flatMap(written -> change.standings().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : Panache.getSession()
                                .flatMap(session -> session.flush())
                                .flatMap(flushed -> workspaces.lockedOf(organization))
                                .flatMap(all -> follow(all, change)));
    }

    private Uni<Void> follow(List<Workspace> all, OrganizationChange change) {
        Uni<Void> followed = Uni.createFrom().voidItem();
        for (Workspace workspace : all) {
            followed = followed.flatMap(before -> follow(workspace, change));
        }
        return followed;
    }

    private Uni<Void> follow(Workspace workspace, OrganizationChange change) {
        return changeWorkspace
                .unattended(workspace, change.origin(), within -> {
                    for (Note note : change.standings()) {
                        within.standingsChanged(List.of((UUID) note.target()));
                        within.note(note.action(), note.target(), note.before(), note.after());
                    }
                    return Uni.createFrom().voidItem();
                })
                .replaceWithVoid();
    }

    static Refused missing() {
        return Refused.because(Reason.NOT_FOUND, "There is no such organization.");
    }
}
