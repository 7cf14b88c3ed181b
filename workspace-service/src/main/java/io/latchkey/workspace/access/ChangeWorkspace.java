package io.latchkey.workspace.access;

import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.outbox.Outbox;
import io.latchkey.outbox.OutboxEvent;
import io.latchkey.workspace.audit.LogOf;
import io.latchkey.workspace.audit.WriteAudit;
import io.latchkey.workspace.dryrun.DryRun;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.RightsBook;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Every change of a workspace goes through here: lock it, see what the caller may, do the work, raise the revision,
 * append the events of what was touched, write the audit log - one transaction. The workspace's own event comes last
 * and closes the revision. A dry run ends where the work is done.
 */
@ApplicationScoped
public class ChangeWorkspace {
    private final EnterWorkspace enter;
    private final RightsBook.Shelf shelf;
    private final Catalogue catalogue;
    private final Outbox outbox;
    private final WriteAudit writeAudit;
    private final RequestOrigin requestOrigin;
    private final DryRun dryRun;
    private final Rehearsal rehearsal;

    ChangeWorkspace(
            EnterWorkspace enter,
            RightsBook.Shelf shelf,
            Catalogue catalogue,
            Outbox outbox,
            WriteAudit writeAudit,
            RequestOrigin requestOrigin,
            DryRun dryRun,
            Rehearsal rehearsal) {
        this.enter = enter;
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.writeAudit = writeAudit;
        this.requestOrigin = requestOrigin;
        this.dryRun = dryRun;
        this.rehearsal = rehearsal;
    }

    /** @param permission what the caller needs; work may ask for more */
    public <T> Uni<Changed<T>> change(UUID workspace, String permission, Function<Change, Uni<T>> work) {
        return change(workspace, change -> {
            change.access().require(permission);
            return work.apply(change);
        });
    }

    public <T> Uni<Changed<T>> change(UUID workspace, Function<Change, Uni<T>> work) {
        Origin origin = requestOrigin.get();
        boolean rehearse = dryRun.isAsked();
        return Panache.withTransaction(() -> enter.locked(workspace).flatMap(access -> {
            Change change = new Change(access, origin);
            return rehearse ? rehearsal.of(change, work) : apply(change, work);
        }));
    }

    /** For changes by somebody who is not in the workspace (yet), such as joining by registering; needs a transaction. */
    public <T> Uni<Changed<T>> unattended(Workspace locked, Origin origin, Function<Change, Uni<T>> work) {
        return shelf.open(locked.id)
                .flatMap(book ->
                        apply(new Change(new Access(locked, null, null, CallerLimits.NONE, book), origin), work));
    }

    private <T> Uni<Changed<T>> apply(Change change, Function<Change, Uni<T>> work) {
        return work.apply(change).flatMap(value -> close(change).map(revision -> new Changed<>(value, revision)));
    }

    private Uni<Revision> close(Change change) {
        Workspace workspace = change.workspace();
        workspace.revision++;
        Uni<RightsBook> book = change.needsFreshBook()
                ? Panache.getSession().flatMap(session -> session.flush()).flatMap(flushed -> shelf.open(workspace.id))
                : Uni.createFrom().item(change.book());
        return book.flatMap(rights -> organizationOwner(workspace).map(owner -> events(change, rights, owner)))
                .flatMap(events -> outbox.append(events, change.origin().account()))
                .flatMap(appended -> writeAudit.write(
                        new LogOf(workspace.organization, workspace.id), change.origin(), change.notes()))
                .replaceWith(Revision.ofWorkspace(workspace.id, workspace.revision));
    }

    private static Uni<UUID> organizationOwner(Workspace workspace) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery("select owner from Organization where id = :id", UUID.class)
                        .setParameter("id", workspace.organization)
                        .getSingleResult());
    }

    private List<OutboxEvent> events(Change change, RightsBook book, UUID organizationOwner) {
        Workspace workspace = change.workspace();
        long revision = workspace.revision;
        List<OutboxEvent> events = new ArrayList<>();
        change.devices()
                .forEach(device -> events.add(
                        DeviceEvent.of(workspace.id, device, book, revision).toOutbox()));
        change.removedDevices()
                .forEach(device -> events.add(
                        DeviceEvent.removed(workspace.id, device, revision).toOutbox()));
        change.changed().values().forEach(member -> {
            Set<String> more =
                    member.account().equals(organizationOwner) ? catalogue.organizationPermissions() : Set.of();
            events.add(MemberEvent.of(member, book, more, revision).toOutbox());
        });
        change.removed()
                .values()
                .forEach(member ->
                        events.add(MemberEvent.removed(member, revision).toOutbox()));
        events.add(WorkspaceEvent.of(workspace).toOutbox());
        return events;
    }
}
