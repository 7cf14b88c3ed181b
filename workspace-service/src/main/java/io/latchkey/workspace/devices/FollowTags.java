package io.latchkey.workspace.devices;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.Team;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A device's tags have changed, and whoever holds devices by tag follows. Tagging a device gives rights on it, so whoever
 * does it must hold those themselves: else a right to register devices would be a right to command all of them.
 */
@ApplicationScoped
public class FollowTags {
    private final Members members;

    FollowTags(Members members) {
        this.members = members;
    }

    Uni<Void> follow(Change change, UUID device, Set<String> before, Set<String> after) {
        Set<String> changed = new HashSet<>(before);
        changed.addAll(after);
        changed.removeIf(tag -> before.contains(tag) && after.contains(tag));
        if (changed.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        change.book().teams().stream()
                .filter(team -> team.rights.hasTagOf(changed))
                .forEach(team -> follow(change, team, device, after));
        return members.withTags(change.workspace().id, changed)
                .invoke(holders -> holders.forEach(holder -> follow(change, holder, device, after)))
                .replaceWithVoid();
    }

    /** Of devices that are new: whoever holds devices by one of their tags holds them too. */
    public Uni<Void> followNew(Change change, Map<UUID, Set<String>> tagged) {
        Set<String> tags = tagged.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        if (tags.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        for (Team team : change.book().teams()) {
            boolean hadDevices = team.rights.hasDevices();
            if (reaches(change, team.rights, tagged)) {
                change.rolesOrTeamsChanged();
                tellIfItsFirst(change, team, hadDevices);
            }
        }
        return members.withTags(change.workspace().id, tags)
                .invoke(holders -> holders.stream()
                        .filter(holder -> reaches(change, holder.rights, tagged))
                        .forEach(change::memberChanged))
                .replaceWithVoid();
    }

    private static boolean reaches(Change change, Rights rights, Map<UUID, Set<String>> tagged) {
        List<UUID> reached = tagged.entrySet().stream()
                .filter(device -> rights.hasTagOf(device.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (reached.isEmpty()) {
            return false;
        }
        // What somebody holds on one device that is new, they hold on each.
        mayGive(change, rights, reached.getFirst());
        rights.reachByTag(reached);
        return true;
    }

    /** Members are told in which teams with devices they are; the devices themselves tell the rest. */
    private static void tellIfItsFirst(Change change, Team team, boolean hadDevices) {
        if (hadDevices != team.rights.hasDevices()) {
            change.teamChanged(team);
        }
    }

    private static void follow(Change change, Member holder, UUID device, Set<String> tags) {
        if (moves(change, holder.rights, device, tags)) {
            change.memberChanged(holder);
        }
    }

    private static void follow(Change change, Team team, UUID device, Set<String> tags) {
        boolean hadDevices = team.rights.hasDevices();
        if (!moves(change, team.rights, device, tags)) {
            return;
        }
        change.rolesOrTeamsChanged();
        change.devicesChanged(List.of(device));
        tellIfItsFirst(change, team, hadDevices);
    }

    private static boolean moves(Change change, Rights rights, UUID device, Set<String> tags) {
        boolean reached = rights.hasTagOf(tags);
        if (reached && !rights.devices().contains(device)) {
            mayGive(change, rights, device);
        }
        return rights.reachByTag(device, reached);
    }

    private static void mayGive(Change change, Rights rights, UUID device) {
        Set<String> given = change.book().devicePermissions(rights);
        if (!change.access().standing().has("members")
                && !change.mine().on(device).containsAll(given)) {
            throw Refused.because(
                    Reason.BEYOND_OWN_RIGHTS,
                    "Others hold devices with this tag, with rights on them that go beyond your own on this device.");
        }
    }
}
