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
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** From PostgreSQL's rows to the entries a check judges by, for the cache and for checks without it. */
@ApplicationScoped
class Rows {
    private final Catalogue catalogue;

    Rows(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Columns: id, account, kind, status, account_status, expires_at, version, account_revision, rotated. */
    TokenEntry token(Row row) {
        OffsetDateTime expiresAt = row.getOffsetDateTime("expires_at");
        return new TokenEntry(
                row.getLong("version"),
                row.getUUID("id"),
                row.getUUID("account"),
                TokenEntry.AccountKind.named(row.getString("kind")),
                TokenEntry.Status.of(
                        row.getString("status"), row.getString("account_status"), row.getBoolean("rotated")),
                expiresAt == null ? 0 : expiresAt.toEpochSecond(),
                row.getLong("account_revision"),
                limits(row));
    }

    /** Columns: limit_permissions, limit_workspaces, limit_devices, limit_networks. */
    private Limits limits(Row row) {
        String[] permissions = row.getArrayOfStrings("limit_permissions");
        UUID[] workspaces = row.getArrayOfUUIDs("limit_workspaces");
        UUID[] devices = row.getArrayOfUUIDs("limit_devices");
        String[] networks = row.getArrayOfStrings("limit_networks");
        return new Limits(
                permissions == null ? null : catalogue.bits(permissions),
                workspaces == null ? null : Set.of(workspaces),
                devices == null ? null : Set.of(devices),
                networks == null
                        ? null
                        : Arrays.stream(networks).map(Network::parse).toList());
    }

    /** Columns: scope_status, scope_revision, permissions, every_device, devices_revision, scope_teams. */
    ScopeEntry scope(Row row) {
        long revision = row.getLong("scope_revision");
        if (!"active".equals(row.getString("scope_status"))) {
            return ScopeEntry.removed(revision);
        }
        return new ScopeEntry(
                revision,
                false,
                catalogue.bits(row.getArrayOfStrings("permissions")),
                catalogue.bits(row.getArrayOfStrings("every_device")),
                row.getLong("devices_revision"),
                List.of(row.getArrayOfUUIDs("scope_teams")));
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
