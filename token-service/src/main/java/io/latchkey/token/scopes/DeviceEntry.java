package io.latchkey.token.scopes;

import io.latchkey.token.permissions.PermissionBits;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Where a device is, and what teams may do with it. */
public record DeviceEntry(long revision, boolean removed, UUID workspace, Map<UUID, PermissionBits> teams) {
    private static final String REMOVED = "-";

    public String encode() {
        if (removed) {
            return revision + "|" + REMOVED;
        }
        String grants = new TreeMap<>(teams)
                .entrySet().stream()
                        .map(grant -> ShortId.of(grant.getKey()) + "="
                                + grant.getValue().hex())
                        .collect(Collectors.joining(","));
        return revision + "|" + ShortId.of(workspace) + "|" + grants;
    }

    public static DeviceEntry decode(String text) {
        Parts parts = new Parts(text);
        long revision = parts.nextLong();
        String workspace = parts.next();
        if (workspace.equals(REMOVED)) {
            return new DeviceEntry(revision, true, null, Map.of());
        }
        return new DeviceEntry(revision, false, ShortId.parse(workspace), teams(parts.next()));
    }

    private static Map<UUID, PermissionBits> teams(String text) {
        Map<UUID, PermissionBits> teams = new HashMap<>();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf(',', from);
            String grant = text.substring(from, to < 0 ? text.length() : to);
            teams.put(ShortId.parse(grant.substring(0, 22)), new PermissionBits(grant.substring(23)));
            from = to < 0 ? text.length() : to + 1;
        }
        return teams;
    }
}
