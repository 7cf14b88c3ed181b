package io.latchkey.token.tokens;

import io.latchkey.edge.callers.CallerLimits;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an account holds in a workspace, as far as "may one see the other's token?" needs. */
record HeldScope(
        UUID workspace,
        Set<String> permissions,
        Set<String> everyDevice,
        Set<UUID> devices,
        Set<String> devicePermissions,
        Set<UUID> teams) {
    static HeldScope of(Row row) {
        return new HeldScope(
                row.getUUID("workspace"),
                set(row.getArrayOfStrings("permissions")),
                set(row.getArrayOfStrings("every_device")),
                set(row.getArrayOfUUIDs("device_ids")),
                set(row.getArrayOfStrings("device_permissions")),
                set(row.getArrayOfUUIDs("teams")));
    }

    private static <T> Set<T> set(T[] values) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableSet());
    }

    /** Cut down to a token's limits; what teams bring is left out then: too strict, never too lenient. */
    HeldScope within(CallerLimits limits) {
        if (limits.areNone()) {
            return this;
        }
        Set<String> everywhere = kept(everyDevice, limits::admitPermission);
        Set<UUID> listed = kept(devices, limits::admitDevice);
        return new HeldScope(
                workspace,
                kept(permissions, limits::admitPermission),
                limits.devices() == null ? everywhere : Set.of(),
                listed,
                kept(devicePermissions, limits::admitPermission),
                Set.of());
    }

    private static <T> Set<T> kept(Set<T> values, Predicate<T> admitted) {
        return values.stream().filter(admitted).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Whether all the other may do is mine as well. Where a team brings the other's rights I must be in that team:
     * sometimes too strict, never too lenient.
     */
    boolean covers(HeldScope other) {
        return permissions.containsAll(other.permissions)
                && everyDevice.containsAll(other.everyDevice)
                && teams.containsAll(other.teams)
                && coversListed(other);
    }

    private boolean coversListed(HeldScope other) {
        if (other.devices.isEmpty() || everyDevice.containsAll(other.devicePermissions)) {
            return true;
        }
        return devices.containsAll(other.devices) && devicePermissions.containsAll(other.devicePermissions);
    }
}
