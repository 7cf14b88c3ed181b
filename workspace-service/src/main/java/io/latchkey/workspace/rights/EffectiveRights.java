package io.latchkey.workspace.rights;

import io.latchkey.edge.callers.CallerLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What somebody may really do in a workspace.
 *
 * @param permissions workspace permissions
 * @param everyDevice device permissions on every device, future ones too
 * @param grants device permissions on listed devices; several may name the same device and then add up
 */
public record EffectiveRights(Set<String> permissions, Set<String> everyDevice, List<DeviceGrant> grants) {
    public static final EffectiveRights NONE = new EffectiveRights(Set.of(), Set.of(), List.of());

    public EffectiveRights {
        permissions = Set.copyOf(permissions);
        everyDevice = Set.copyOf(everyDevice);
        grants = List.copyOf(grants);
    }

    public boolean has(String permission) {
        return permissions.contains(permission);
    }

    public Set<String> on(UUID device) {
        Set<String> permissions = new HashSet<>(everyDevice);
        for (DeviceGrant grant : grants) {
            if (grant.devices().contains(device)) {
                permissions.addAll(grant.permissions());
            }
        }
        return permissions;
    }

    /** These and some workspace permissions more. */
    public EffectiveRights with(Set<String> more) {
        if (permissions.containsAll(more)) {
            return this;
        }
        Set<String> all = new HashSet<>(permissions);
        all.addAll(more);
        return new EffectiveRights(all, everyDevice, grants);
    }

    /** Whether whoever holds these may give those: each right of the other is one of these. */
    public boolean covers(EffectiveRights other) {
        return permissions.containsAll(other.permissions)
                && everyDevice.containsAll(other.everyDevice)
                && other.grants.stream().allMatch(this::covers);
    }

    private boolean covers(DeviceGrant grant) {
        return everyDevice.containsAll(grant.permissions())
                || grant.devices().stream().allMatch(device -> on(device).containsAll(grant.permissions()));
    }

    /** These cut down to a token's limits. Limited to some devices, rights on every device are rights on those. */
    public EffectiveRights within(CallerLimits limits) {
        if (limits.areNone()) {
            return this;
        }
        Set<String> everywhere = kept(everyDevice, limits::admitPermission);
        List<DeviceGrant> cut = new ArrayList<>();
        for (DeviceGrant grant : grants) {
            cut.add(new DeviceGrant(
                    kept(grant.devices(), limits::admitDevice), kept(grant.permissions(), limits::admitPermission)));
        }
        if (limits.devices() != null) {
            cut.add(new DeviceGrant(limits.devices(), everywhere));
            everywhere = Set.of();
        }
        cut.removeIf(grant -> grant.devices().isEmpty() || grant.permissions().isEmpty());
        return new EffectiveRights(kept(permissions, limits::admitPermission), everywhere, cut);
    }

    private static <T> Set<T> kept(Set<T> values, Predicate<T> admitted) {
        return values.stream().filter(admitted).collect(Collectors.toUnmodifiableSet());
    }

    /** What these have beyond the others. */
    public EffectiveRights beyond(EffectiveRights before) {
        return new EffectiveRights(
                minus(permissions, before.permissions),
                minus(everyDevice, before.everyDevice),
                grants.stream()
                        .flatMap(grant -> grant.devices().stream()
                                .map(device ->
                                        new DeviceGrant(Set.of(device), minus(grant.permissions(), before.on(device)))))
                        .filter(grant -> !grant.permissions().isEmpty())
                        .toList());
    }

    private static Set<String> minus(Set<String> some, Set<String> others) {
        Set<String> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
