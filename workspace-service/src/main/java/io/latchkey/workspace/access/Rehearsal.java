package io.latchkey.workspace.access;

import io.latchkey.workspace.dryrun.BlastRadius;
import io.latchkey.workspace.dryrun.Rehearsed;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;
import io.latchkey.workspace.rights.Team;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

/**
 * Does a change's work, compares what everybody in the workspace holds after it with what they held before, and fails
 * with what it found. It asks nobody what the work touched, so it cannot miss what the work forgot to tell.
 */
@ApplicationScoped
class Rehearsal {
    private final Members members;
    private final RightsBook.Shelf shelf;

    Rehearsal(Members members, RightsBook.Shelf shelf) {
        this.members = members;
        this.shelf = shelf;
    }

    /** @throws Rehearsed always, where the work itself is not refused */
    <T> Uni<Changed<T>> of(Change change, Function<Change, Uni<T>> work) {
        change.access().require("members");
        UUID workspace = change.workspace().id;
        return held(change.workspace(), change.book())
                .flatMap(before -> work.apply(change)
                        .flatMap(done -> Panache.getSession())
                        .flatMap(session -> session.flush())
                        .flatMap(flushed -> shelf.read(workspace))
                        .flatMap(book -> held(change.workspace(), book))
                        .flatMap(after -> Uni.createFrom().failure(new Rehearsed(radius(workspace, before, after)))));
    }

    /** Nothing, where the workspace is closed. */
    private Uni<Map<UUID, EffectiveRights>> held(Workspace workspace, RightsBook book) {
        if (!workspace.isActive()) {
            return Uni.createFrom().item(Map.of());
        }
        Map<UUID, List<Team>> seats = new HashMap<>();
        book.teams()
                .forEach(team -> team.accounts()
                        .forEach(account -> seats.computeIfAbsent(account, first -> new ArrayList<>())
                                .add(team)));
        return members.all(workspace.id).map(everybody -> {
            Map<UUID, EffectiveRights> held = new TreeMap<>();
            everybody.forEach(member -> held.put(
                    member.account(), book.effective(member.rights, seats.getOrDefault(member.account(), List.of()))));
            return held;
        });
    }

    private static BlastRadius radius(
            UUID workspace, Map<UUID, EffectiveRights> before, Map<UUID, EffectiveRights> after) {
        return new BlastRadius(beyond(workspace, after, before), beyond(workspace, before, after));
    }

    private static List<BlastRadius.Reach> beyond(
            UUID workspace, Map<UUID, EffectiveRights> some, Map<UUID, EffectiveRights> others) {
        List<BlastRadius.Reach> reaches = new ArrayList<>();
        some.forEach((account, rights) -> {
            EffectiveRights more = rights.beyond(others.getOrDefault(account, EffectiveRights.NONE));
            if (!EffectiveRights.NONE.equals(more)) {
                reaches.add(reach(workspace, account, more));
            }
        });
        return reaches;
    }

    private static BlastRadius.Reach reach(UUID workspace, UUID account, EffectiveRights more) {
        List<BlastRadius.Listed> listed = more.grants().stream()
                .map(grant -> new BlastRadius.Listed(grant.devices(), new TreeSet<>(grant.permissions())))
                .toList();
        return new BlastRadius.Reach(
                account,
                workspace,
                new TreeSet<>(more.permissions()),
                new BlastRadius.Devices(new TreeSet<>(more.everyDevice()), listed));
    }
}
