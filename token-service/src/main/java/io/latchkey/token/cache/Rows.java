package io.latchkey.token.cache;

import io.latchkey.token.limits.Limits;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.DeviceGrantEntry;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** From PostgreSQL's rows to the entries a check judges by, for the cache and for checks without it. */
@Singleton
class Rows {
    /** What {@link #token} reads; by place, since a name is looked for anew in each row. */
    static final String TOKEN = """
            t.id, t.account, a.kind, t.status, a.status as account_status, t.expires_at, t.version,
            a.revision as account_revision, t.rotated_to is not null as rotated,
            t.limit_permissions, t.limit_workspaces, t.limit_devices, t.limit_networks""";

    static final int TOKEN_WIDTH = 13;

    /** What {@link #scope} reads. */
    static final String SCOPE = """
            s.status as scope_status, s.revision as scope_revision, s.permissions, s.every_device, s.devices_revision,
            s.teams as scope_teams""";

    private final Catalogue catalogue;

    Rows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** @param at where the first of {@link #TOKEN} is */
    TokenEntry token(Row row, int at) {
        OffsetDateTime expiresAt = row.getOffsetDateTime(at + 5);
        return new TokenEntry(
                row.getLong(at + 6),
                row.getUUID(at),
                row.getUUID(at + 1),
                TokenEntry.AccountKind.named(row.getString(at + 2)),
                TokenEntry.Status.of(row.getString(at + 3), row.getString(at + 4), row.getBoolean(at + 8)),
                expiresAt == null ? 0 : expiresAt.toEpochSecond(),
                row.getLong(at + 7),
                limits(row, at + 9));
    }

    private Limits limits(Row row, int at) {
        String[] permissions = row.getArrayOfStrings(at);
        UUID[] workspaces = row.getArrayOfUUIDs(at + 1);
        UUID[] devices = row.getArrayOfUUIDs(at + 2);
        String[] networks = row.getArrayOfStrings(at + 3);
        if (permissions == null && workspaces == null && devices == null && networks == null) {
            return Limits.NONE;
        }
        return new Limits(
                permissions == null ? null : catalogue.bits(permissions),
                workspaces == null ? null : Set.of(workspaces),
                devices == null ? null : Set.of(devices),
                networks == null
                        ? null
                        : Arrays.stream(networks).map(Network::parse).toList());
    }

    /** @param at where the first of {@link #SCOPE} is */
    ScopeEntry scope(Row row, int at) {
        long revision = row.getLong(at + 1);
        if (!"active".equals(row.getString(at))) {
            return ScopeEntry.removed(revision);
        }
        return new ScopeEntry(
                revision,
                false,
                catalogue.bits(row.getArrayOfStrings(at + 2)),
                catalogue.bits(row.getArrayOfStrings(at + 3)),
                row.getLong(at + 4),
                List.of(row.getArrayOfUUIDs(at + 5)));
    }

    /** Columns: devices_revision, device_permissions. */
    DeviceGrantEntry grant(Row row, UUID workspace) {
        return new DeviceGrantEntry(
                row.getLong("devices_revision"),
                catalogue.bits(row.getArrayOfStrings("device_permissions")),
                workspace);
    }

    /** Columns: device_workspace, device_status, device_revision, device_teams. */
    DeviceEntry device(Row row) {
        boolean removed = !"active".equals(row.getString("device_status"));
        return new DeviceEntry(
                row.getLong("device_revision"), removed, row.getUUID("device_workspace"), teams((JsonArray)
                        row.getJson("device_teams")));
    }

    private Map<UUID, PermissionBits> teams(JsonArray grants) {
        Map<UUID, PermissionBits> teams = new HashMap<>();
        for (int i = 0; i < grants.size(); i++) {
            JsonObject grant = grants.getJsonObject(i);
            String[] permissions = grant.getJsonArray("permissions").stream()
                    .map(String.class::cast)
                    .toArray(String[]::new);
            teams.put(UUID.fromString(grant.getString("team")), catalogue.bits(permissions));
        }
        return teams;
    }

    WorkspaceEntry workspace(Row row, String statusColumn, String revisionColumn) {
        Long revision = row.getLong(revisionColumn);
        return revision == null
                ? WorkspaceEntry.UNKNOWN
                : new WorkspaceEntry(revision, !"active".equals(row.getString(statusColumn)));
    }
}
