package io.latchkey.token.oauth;

import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.TokenEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Every workspace a token is good for, and its scope there; from PostgreSQL, since no check needs them all. */
@ApplicationScoped
class HeldWorkspaces {
    static final int MOST = 1000;
    private static final long TIMEOUT_MILLIS = 1000;

    private static final String WORKSPACES = """
            select s.workspace, s.permissions, s.every_device
            from scope s left join workspace w on w.id = s.workspace
            where s.account = $1 and s.status = 'active' and coalesce(w.status, 'active') = 'active'
              and ($2::uuid[] is null or s.workspace = any($2))
            order by s.workspace limit $3""";

    private final Pool pool;
    private final Catalogue catalogue;

    HeldWorkspaces(Pool pool, Catalogue catalogue) {
        this.pool = pool;
        this.catalogue = catalogue;
    }

    /** One more than are shown, where there are more. */
    Future<JsonArray> of(TokenEntry token) {
        Limits limits = token.limits();
        UUID[] only = limits.workspaces() == null ? null : limits.workspaces().toArray(UUID[]::new);
        return pool.preparedQuery(WORKSPACES)
                .execute(Tuple.of(token.account(), only, MOST + 1))
                .timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .map(rows -> {
                    JsonArray workspaces = new JsonArray();
                    rows.forEach(row -> workspaces.add(workspace(row, limits)));
                    return workspaces;
                });
    }

    private JsonObject workspace(Row row, Limits limits) {
        PermissionBits everyDevice =
                limits.devices() == null ? catalogue.bits(row.getArrayOfStrings("every_device")) : PermissionBits.NONE;
        PermissionBits held =
                catalogue.bits(row.getArrayOfStrings("permissions")).or(everyDevice);
        return new JsonObject()
                .put("workspace", row.getUUID("workspace").toString())
                .put("scope", String.join(" ", catalogue.names(limits.cut(held))));
    }
}
