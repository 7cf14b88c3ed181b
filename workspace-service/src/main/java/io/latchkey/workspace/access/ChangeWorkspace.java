package io.latchkey.workspace.access;

import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.outbox.Outbox;
import io.latchkey.outbox.OutboxEvent;
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
 * append the events of what was touched - one transaction. The workspace's own event comes last and closes the
 * revision.
 */
@ApplicationScoped
public class ChangeWorkspace {
    private final EnterWorkspace enter;
    private final RightsBook.Shelf shelf;
    private final Catalogue catalogue;
    private final Outbox outbox;

    ChangeWorkspace(EnterWorkspace enter, RightsBook.Shelf shelf, Catalogue catalogue, Outbox outbox) {
        this.enter = enter;
        this.shelf = shelf;
        this.catalogue = catalogue;
        this.outbox = outbox;
    }

    /** @param permission what the caller needs; work may ask for more */
    public <T> Uni<Changed<T>> change(UUID workspace, String permission, Function<Change, Uni<T>> work) {
        return change(workspace, change -> {
            change.access().require(permission);
            return work.apply(change);
        });
    }

    public <T> Uni<Changed<T>> change(UUID workspace, Function<Change, Uni<T>> work) {
        return Panache.withTransaction(() -> enter.locked(workspace).flatMap(access -> apply(access, work)));
    }

    /** For changes that come with nobody's request, such as joining by registering; needs a transaction. */
    public <T> Uni<Changed<T>> unattended(Workspace locked, Function<Change, Uni<T>> work) {
        return shelf.open(locked.id)
                .flatMap(book -> apply(new Access(locked, null, null, CallerLimits.NONE, book), work));
    }

    private <T> Uni<Changed<T>> apply(Access access, Function<Change, Uni<T>> work) {
        Change change = new Change(access);
        return work.apply(change).flatMap(value -> close(change).map(revision -> new Changed<>(value, revision)));
    }

    private Uni<Revision> close(Change change) {
        Workspace workspace = change.workspace();
        workspace.revision++;
        Uni<RightsBook> book = change.needsFreshBook()
                ? Panache.getSession().flatMap(session -> session.flush()).flatMap(flushed -> shelf.open(workspace.id))
                : Uni.createFrom().item(change.book());
        return book.flatMap(rights -> organizationOwner(workspace).map(owner -> events(change, rights, owner)))
                .flatMap(events -> outbox.append(events, change.actor()))
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
