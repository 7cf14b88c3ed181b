package io.latchkey.token.limits;

import io.latchkey.token.permissions.PermissionBits;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a token is cut down to: its scope is its holder's rights and these, whatever the holder gains later. Each part
 * is null where it does not limit.
 */
public record Limits(PermissionBits permissions, Set<UUID> workspaces, Set<UUID> devices, List<Network> networks) {
    public static final Limits NONE = new Limits(null, null, null, null);

    public Limits {
        workspaces = workspaces == null ? null : Set.copyOf(workspaces);
        devices = devices == null ? null : Set.copyOf(devices);
        networks = networks == null ? null : List.copyOf(networks);
    }

    public boolean areNone() {
        return permissions == null && workspaces == null && devices == null && networks == null;
    }

    /** Only what both admit. A part may come out empty, and then admits nothing. */
    public Limits and(Limits other) {
        return new Limits(
                permissions == null || other.permissions == null
                        ? permissions == null ? other.permissions : permissions
                        : permissions.and(other.permissions),
                both(workspaces, other.workspaces),
                both(devices, other.devices),
                networks == null ? other.networks : networks);
    }

    private static <T> Set<T> both(Set<T> one, Set<T> other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Set<T> both = new HashSet<>(one);
        both.retainAll(other);
        return both;
    }

    public PermissionBits cut(PermissionBits held) {
        return permissions == null ? held : held.and(permissions);
    }

    public boolean admitsWorkspace(UUID workspace) {
        return workspaces == null || workspaces.contains(workspace);
    }

    public boolean admitsDevice(UUID device) {
        return devices == null || devices.contains(device);
    }

    /** @param source null where nobody said; then a token that is limited to networks is not admitted */
    public boolean admitsSource(InetAddress source) {
        return networks == null || source != null && networks.stream().anyMatch(network -> network.contains(source));
    }
}
