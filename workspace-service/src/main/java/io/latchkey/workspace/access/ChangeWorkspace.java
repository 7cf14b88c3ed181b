package io.latchkey.workspace.access;

import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.preconditions.EntityTags;
import io.latchkey.edge.preconditions.IfMatch;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.outbox.EventTooLarge;
import io.latchkey.outbox.Outbox;
import io.latchkey.outbox.OutboxEvent;
import io.latchkey.workspace.access.EnterWorkspace.Who;
import io.latchkey.workspace.audit.LogOf;
import io.latchkey.workspace.audit.WriteAudit;
import io.latchkey.workspace.dryrun.DryRun;
import io.latchkey.workspace.idempotency.Once;
import io.latchkey.workspace.organizations.Standing;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.RightsBook;
import io.latchkey.workspace.rights.Team;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final Members members;
    private final Standings standings;
    private final Catalogue catalogue;
    private final Outbox outbox;
    private final WriteAudit writeAudit;
    private final RequestOrigin requestOrigin;
    private final DryRun dryRun;
    private final Once once;
    private final IfMatch ifMatch;
    private final EntityTags tags;
    private final Rehearsal rehearsal;

    ChangeWorkspace(
            EnterWorkspace enter,
            RightsBook.Shelf shelf,
            Members members,
            Standings standings,
            Catalogue catalogue,
            Outbox outbox,
            WriteAudit writeAudit,
            RequestOrigin requestOrigin,
            DryRun dryRun,
            Once once,
            IfMatch ifMatch,
            EntityTags tags,
            Rehearsal rehearsal) {
        this.enter = enter;
        this.shelf = shelf;
        this.members = members;
        this.standings = standings;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.writeAudit = writeAudit;
        this.requestOrigin = requestOrigin;
        this.dryRun = dryRun;
        this.once = once;
        this.ifMatch = ifMatch;
        this.tags = tags;
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
        return changeEvenArchived(workspace, whereActive(work));
    }

    private static <T> Function<Change, Uni<T>> whereActive(Function<Change, Uni<T>> work) {
        return change -> {
            if (!change.workspace().isActive()) {
                throw Refused.because(Reason.CONFLICT, "The workspace is archived; restore it first.");
            }
            return work.apply(change);
        };
    }

    /**
     * Later than the request that asked for it, as somebody who came without limits: what they may is judged when it is
     * done. Needs a transaction.
     */
    public <T> Uni<Changed<T>> afterwards(UUID workspace, Origin origin, Function<Change, Uni<T>> work) {
        return enter.locked(workspace, new Who(origin.account(), CallerLimits.NONE))
                .flatMap(access -> apply(new Change(access, origin), whereActive(work)));
    }

    public <T> Uni<Changed<T>> changeEvenArchived(UUID workspace, Function<Change, Uni<T>> work) {
        Origin origin = requestOrigin.get();
        Who who = enter.who();
        boolean rehearse = dryRun.isAsked();
        String condition = ifMatch.header();
        return Panache.withTransaction(() -> enter.locked(workspace, who)
                .call(access -> rehearse ? Uni.createFrom().voidItem() : once.claim(origin.account()))
                .flatMap(access -> {
                    Change change = new Change(access, origin);
                    return rehearse
                            ? rehearsal.of(change, conditional(condition, work))
                            : apply(change, conditional(condition, work));
                }));
    }

    /** For changes by somebody who is not in the workspace, such as joining by registering; needs a transaction. */
    public <T> Uni<Changed<T>> unattended(Workspace locked, Origin origin, Function<Change, Uni<T>> work) {
        return shelf.open(locked.id, locked.edition)
                .flatMap(book -> apply(new Change(Access.ofNobody(locked, book), origin), work));
    }

    /** What the work itself notes as the state before is what the condition is about. */
    private <T> Function<Change, Uni<T>> conditional(String condition, Function<Change, Uni<T>> work) {
        return condition == null
                ? work
                : change -> work.apply(change).invoke(done -> IfMatch.require(condition, tags, change.before()));
    }

    private <T> Uni<Changed<T>> apply(Change change, Function<Change, Uni<T>> work) {
        return work.apply(change).flatMap(value -> close(change).map(revision -> new Changed<>(value, revision)));
    }

    private Uni<Revision> close(Change change) {
        Workspace workspace = change.workspace();
        workspace.revision++;
        // What was read with the workspace may not be its edition any more.
        workspace.edition = null;
        // Where an instance with an older catalogue has told of somebody, the newer ones tell of them again.
        workspace.catalogue = Math.min(workspace.catalogue, catalogue.version().version());
        Uni<RightsBook> book = change.needsFreshBook()
                ? Panache.getSession().flatMap(session -> session.flush()).flatMap(flushed -> shelf.read(workspace.id))
                : Uni.createFrom().item(change.book());
        return book.flatMap(rights -> standings(change)
                        .flatMap(standing -> alsoTold(change).map(also -> events(change, also, rights, standing))))
                .flatMap(events -> outbox.append(events, change.origin().account()))
                .onFailure(EventTooLarge.class)
                .transform(ChangeWorkspace::tooMany)
                .flatMap(appended -> writeAudit.write(
                        new LogOf(workspace.organization, workspace.id), change.origin(), change.notes()))
                .replaceWith(Revision.ofWorkspace(workspace.id, workspace.revision));
    }

    /** As they were when the workspace was locked, where nothing has changed about them since. */
    private Uni<Map<UUID, Standing>> standings(Change change) {
        Map<UUID, Standing> known = change.access().standings();
        return known != null && change.standings().isEmpty()
                ? Uni.createFrom().item(known)
                : standings.everybody(change.workspace().organization);
    }

    private static Refused tooMany(Throwable tooLarge) {
        return Refused.because(
                Reason.CONFLICT,
                "Somebody would hold so many devices one by one that nobody could be told; grant all devices, or more by"
                        + " teams.");
    }

    private Uni<List<Member>> alsoTold(Change change) {
        return change.alsoTold().isEmpty()
                ? Uni.createFrom().item(List.of())
                : members.among(change.workspace().id, change.alsoTold());
    }

    private static List<OutboxEvent> events(
            Change change, List<Member> also, RightsBook book, Map<UUID, Standing> standings) {
        Workspace workspace = change.workspace();
        long revision = workspace.revision;
        List<OutboxEvent> events = new ArrayList<>();
        Map<UUID, List<Team>> listing = book.teamsListing(change.devices());
        change.devices()
                .forEach(device -> events.add(
                        DeviceEvent.of(workspace.id, device, listing.getOrDefault(device, List.of()), book, revision)
                                .retold(change.isRetelling())
                                .toOutbox()));
        change.removedDevices()
                .forEach(device -> events.add(
                        DeviceEvent.removed(workspace.id, device, revision).toOutbox()));
        Map<UUID, Member> there = new TreeMap<>(change.changed());
        also.stream()
                .filter(member -> !change.removed().containsKey(member.account()))
                .forEach(member -> there.put(member.account(), member));
        there.values().forEach(member -> {
            Standing standing = standings.getOrDefault(member.account(), Standing.NONE);
            events.add(MemberEvent.of(member, book, standing.permissions(), revision)
                    .retold(change.isRetelling())
                    .toOutbox());
        });
        change.removed()
                .values()
                .forEach(member ->
                        events.add(without(member, workspace, standings).toOutbox()));
        change.standings().stream()
                .filter(account ->
                        !there.containsKey(account) && !change.removed().containsKey(account))
                .map(account -> Member.person(workspace.id, account, new Rights(), null))
                .forEach(member -> events.add(without(member, workspace, standings)
                        .retold(change.isRetelling())
                        .toOutbox()));
        events.add(WorkspaceEvent.of(workspace).retold(change.isRetelling()).toOutbox());
        return events;
    }

    /** Somebody who is no member; what they may do for the organization stays. */
    private static MemberEvent without(Member member, Workspace workspace, Map<UUID, Standing> standings) {
        Standing standing = standings.getOrDefault(member.account(), Standing.NONE);
        MemberEvent event = workspace.isDeleted() || standing.isNone()
                ? MemberEvent.removed(member, workspace.revision)
                : MemberEvent.standing(member, standing.permissions(), workspace.revision);
        return event;
    }
}
