package io.latchkey.token.scopes;

import io.latchkey.token.permissions.PermissionBits;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What an account holds in a workspace; its listed devices are {@link DeviceGrantEntry}s. */
public record ScopeEntry(
        long revision,
        boolean removed,
        PermissionBits permissions,
        PermissionBits everyDevice,
        long devicesRevision,
        List<UUID> teams) {
    private static final String REMOVED = "-";

    public static ScopeEntry removed(long revision) {
        return new ScopeEntry(revision, true, PermissionBits.NONE, PermissionBits.NONE, revision, List.of());
    }

    public String encode() {
        if (removed) {
            return revision + "|" + REMOVED;
        }
        List<String> shortTeams = teams.stream().map(ShortId::of).toList();
        return revision + "|" + permissions.hex() + "|" + everyDevice.hex() + "|" + devicesRevision + "|"
                + String.join(",", shortTeams);
    }

    public static ScopeEntry decode(String text) {
        Parts parts = new Parts(text);
        long revision = parts.nextLong();
        String permissions = parts.next();
        if (permissions.equals(REMOVED)) {
            return removed(revision);
        }
        return new ScopeEntry(
                revision,
                false,
                new PermissionBits(permissions),
                new PermissionBits(parts.next()),
                parts.nextLong(),
                teams(parts.next()));
    }

    private static List<UUID> teams(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<UUID> teams = new ArrayList<>();
        for (int from = 0; from < text.length(); from += 23) {
            teams.add(ShortId.parse(text, from, from + 22));
        }
        return teams;
    }
}
