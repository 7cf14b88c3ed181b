package io.latchkey.workspace.imports;

import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.devices.Devices;
import io.latchkey.workspace.devices.FollowTags;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** The change that an import is. */
@ApplicationScoped
class ImportDevices {
    private static final int AT_ONCE = 5000;
    private static final int MOST_ERRORS = 100;

    private final Devices devices;
    private final FollowTags followTags;
    private final ImportJson json;
    private final Clock clock;

    ImportDevices(Devices devices, FollowTags followTags, ImportJson json, Clock clock) {
        this.devices = devices;
        this.followTags = followTags;
        this.json = json;
        this.clock = clock;
    }

    /** For the audit log: the devices themselves are thousands. */
    @RegisterForReflection
    record Imported(int devices, UUID first, UUID last) {
        static Imported of(List<NewDevice> all) {
            return new Imported(all.size(), all.getFirst().id(), all.getLast().id());
        }
    }

    /**
     * @param progress told after each part, how many devices are there by then
     * @throws Refused naming the lines at fault
     */
    Uni<Void> into(Change change, UUID id, List<NewDevice> all, IntFunction<Uni<Void>> progress) {
        change.access().require("devices").requireEveryDevice();
        UUID workspace = change.workspace().id;
        return inParts(all, (part, upTo) -> serialsAreFree(workspace, part))
                .flatMap(free -> inParts(
                        all,
                        (part, upTo) -> devices.insertAll(workspace, json.write(part), clock.instant())
                                .flatMap(inserted -> progress.apply(upTo))))
                .flatMap(inserted -> followTags.followNew(change, tagged(all)))
                .invoke(followed -> {
                    change.devicesChanged(all.stream().map(NewDevice::id).toList());
                    change.note(Action.DEVICE_IMPORTED, id, null, Imported.of(all));
                });
    }

    /** Part by part, so that no statement takes long. */
    private static Uni<Void> inParts(List<NewDevice> all, BiFunction<List<NewDevice>, Integer, Uni<Void>> work) {
        int parts = (all.size() + AT_ONCE - 1) / AT_ONCE;
        return Multi.createFrom()
                .range(0, parts)
                .onItem()
                .transformToUniAndConcatenate(part -> {
                    int upTo = Math.min(all.size(), (part + 1) * AT_ONCE);
                    return work.apply(all.subList(part * AT_ONCE, upTo), upTo);
                })
                .collect()
                .last();
    }

    /** The workspace is locked, so nobody else takes one in between. */
    private Uni<Void> serialsAreFree(UUID workspace, List<NewDevice> part) {
        List<String> serials =
                part.stream().map(NewDevice::serial).filter(Objects::nonNull).toList();
        return devices.takenSerials(workspace, serials)
                .invoke(taken -> requireNone(part, taken))
                .replaceWithVoid();
    }

    private static void requireNone(List<NewDevice> part, Set<String> taken) {
        Map<String, String> errors = new LinkedHashMap<>();
        part.stream()
                .filter(device -> device.serial() != null && taken.contains(device.serial()))
                .limit(MOST_ERRORS)
                .forEach(device -> errors.put(
                        DeviceFile.at(device.line(), "serial"), "a device with this serial number exists already"));
        if (!errors.isEmpty()) {
            throw Refused.fields(errors, "Some devices exist already; nothing is imported.");
        }
    }

    private static Map<UUID, Set<String>> tagged(List<NewDevice> all) {
        Map<UUID, Set<String>> tagged = new HashMap<>();
        all.forEach(device -> tagged.put(device.id(), Set.copyOf(device.tags())));
        return tagged;
    }
}
