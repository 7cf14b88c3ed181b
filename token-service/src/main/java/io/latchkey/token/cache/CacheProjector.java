package io.latchkey.token.cache;

import io.latchkey.token.cache.Entries.Entry;
import io.latchkey.token.cache.Entries.Page;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.ShortId;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Writes PostgreSQL's present state of what has changed to Redis. It reads after the change has committed, so of two
 * changes at once whichever reads last sees both; and it writes by compare-and-set, so whichever writes last harms
 * nothing.
 */
@ApplicationScoped
class CacheProjector {
    /**
     * One that was revoked, or that nobody's clock takes for valid any more, is refused whatever its account may do: only a
     * change of its own is written.
     */
    private static final String LIVE = """
            (t.status = 'active' and (t.expires_at is null or t.expires_at > now() - interval '10 minutes'))""";

    private static final String TOKEN = """
            select %s as live, t.hmac, %s
            from token t join account a on a.id = t.account""".formatted(LIVE, Rows.TOKEN);

    private static final int LIVE_AT = 0;
    private static final int HMAC_AT = 1;
    private static final int TOKEN_AT = 2;

    private static final String SCOPE = """
            select s.account, s.workspace, s.device_ids, s.device_permissions, %s
            from scope s""".formatted(Rows.SCOPE);

    private static final int ACCOUNT_AT = 0;
    private static final int WORKSPACE_AT = 1;
    private static final int DEVICES_AT = 2;
    private static final int SCOPE_AT = 4;

    private static final String DEVICE = """
            select id, workspace as device_workspace, status as device_status, revision as device_revision,
                   teams as device_teams
            from device""";

    private static final String WORKSPACE = "select id, status, revision from workspace";

    private final Pool pool;
    private final Rows rows;
    private final CacheWriter writer;
    private final OwnWrites ownWrites;

    CacheProjector(Pool pool, Rows rows, CacheWriter writer, OwnWrites ownWrites) {
        this.pool = pool;
        this.rows = rows;
        this.writer = writer;
        this.ownWrites = ownWrites;
    }

    private Future<Void> write(Entries entries) {
        return writer.write(entries).onSuccess(written -> entries.then.forEach(Runnable::run));
    }

    /** Everything that is to be in Redis, kind by kind. */
    interface Pages {
        Future<Page> read(SqlClient sql, UUID after, int size);
    }

    List<Pages> everything() {
        return List.of(
                this::tokenPage,
                (sql, after, size) -> page(sql, DEVICE, after, size, this::device),
                (sql, after, size) -> page(sql, WORKSPACE, after, size, this::workspace));
    }

    /** The tokens of these accounts, with all their scopes. */
    Future<Void> accounts(UUID[] accounts) {
        return tokens(" where t.account = any($1)", accounts);
    }

    /** The same of those that still count. */
    Future<Void> liveOf(UUID[] accounts) {
        return tokens(" where t.account = any($1) and " + LIVE, accounts);
    }

    /** These tokens, with all their scopes. */
    Future<Void> tokens(UUID[] tokens) {
        return tokens(" where t.id = any($1)", tokens);
    }

    private Future<Void> tokens(String which, UUID[] ids) {
        return ids.length == 0
                ? Future.succeededFuture()
                : tokens(pool, which, Tuple.of((Object) ids)).flatMap(page -> write(page.entries()));
    }

    /** The scopes of these accounts in this workspace, in all their tokens that still count. */
    Future<Void> scopes(UUID workspace, UUID[] accounts) {
        return pool.preparedQuery(TOKEN + " where t.account = any($1) and " + LIVE)
                .execute(Tuple.of(accounts))
                .flatMap(tokens -> pool.preparedQuery(SCOPE + " where s.workspace = $1 and s.account = any($2)")
                        .execute(Tuple.of(workspace, (Object) accounts))
                        .map(scopes -> entries(tokens, scopes)))
                .flatMap(this::write);
    }

    Future<Void> forgetTokens(List<byte[]> hmacs) {
        return writer.send(hmacs.stream()
                        .map(hmac -> Request.cmd(Command.DEL).arg(Keys.token(hmac)))
                        .toList())
                .mapEmpty();
    }

    Future<Void> devices(UUID[] devices) {
        return all(DEVICE + " where id = any($1)", devices, this::device);
    }

    Future<Void> workspaces(UUID[] workspaces) {
        return all(WORKSPACE + " where id = any($1)", workspaces, this::workspace);
    }

    private Future<Page> tokenPage(SqlClient sql, UUID after, int size) {
        return tokens(sql, " where t.id > $1 order by t.id limit $2", Tuple.of(after, size));
    }

    private Future<Page> tokens(SqlClient sql, String which, Tuple parameters) {
        return sql.preparedQuery(TOKEN + which).execute(parameters).flatMap(tokens -> {
            Set<UUID> accounts = new HashSet<>();
            UUID last = null;
            for (Row token : tokens) {
                if (token.getBoolean(LIVE_AT)) {
                    accounts.add(token.getUUID(TOKEN_AT + 1));
                }
                last = token.getUUID(TOKEN_AT);
            }
            UUID end = last;
            return sql.preparedQuery(SCOPE + " where s.account = any($1)")
                    .execute(Tuple.of((Object) accounts.toArray(UUID[]::new)))
                    .map(scopes -> new Page(end, entries(tokens, scopes)));
        });
    }

    private Future<Page> page(SqlClient sql, String query, UUID after, int size, BiConsumer<Row, Entries> add) {
        return sql.preparedQuery(query + " where id > $1 order by id limit $2")
                .execute(Tuple.of(after, size))
                .map(found -> {
                    Entries entries = new Entries();
                    UUID last = null;
                    for (Row row : found) {
                        add.accept(row, entries);
                        last = row.getUUID("id");
                    }
                    return new Page(last, entries);
                });
    }

    private Future<Void> all(String query, UUID[] ids, BiConsumer<Row, Entries> add) {
        if (ids.length == 0) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(query).execute(Tuple.of(ids)).flatMap(found -> {
            Entries entries = new Entries();
            found.forEach(row -> add.accept(row, entries));
            return write(entries);
        });
    }

    private Entries entries(Iterable<Row> tokens, Iterable<Row> scopes) {
        Map<UUID, List<Row>> byAccount = new HashMap<>();
        scopes.forEach(scope -> byAccount
                .computeIfAbsent(scope.getUUID(ACCOUNT_AT), account -> new ArrayList<>())
                .add(scope));
        Entries entries = new Entries();
        for (Row row : tokens) {
            byte[] hmac = row.getBuffer(HMAC_AT).getBytes();
            String key = Keys.token(hmac);
            TokenEntry token = rows.token(row, TOKEN_AT);
            entries.all.add(new Entry(key, Keys.META, token.encode()));
            if (row.getBoolean(LIVE_AT)) {
                for (Row scope : byAccount.getOrDefault(token.account(), List.of())) {
                    addScope(scope, key, token.account(), entries);
                }
            }
            entries.then.add(() -> ownWrites.token(hmac, token.version()));
        }
        return entries;
    }

    /** The grants first and the scope that makes them count last; see the scopes package. */
    private void addScope(Row row, String key, UUID account, Entries entries) {
        UUID workspace = row.getUUID(WORKSPACE_AT);
        ScopeEntry scope = rows.scope(row, SCOPE_AT);
        if (!scope.removed()) {
            String grant = rows.grant(row, workspace).encode();
            for (UUID device : row.getArrayOfUUIDs(DEVICES_AT)) {
                entries.all.add(new Entry(key, Keys.grant(device), grant));
            }
        }
        entries.all.add(new Entry(key, Keys.scope(workspace), scope.encode()));
        if (scope.devicesRevision() == scope.revision() && scope.revision() > 1) {
            entries.prunes.add(CacheWriter.prune(key, ShortId.of(workspace), scope.devicesRevision()));
        }
        entries.then.add(() -> ownWrites.scope(account, workspace, scope.revision()));
    }

    private void device(Row row, Entries entries) {
        UUID id = row.getUUID("id");
        DeviceEntry device = rows.device(row);
        entries.all.add(new Entry(Keys.device(id), null, device.encode()));
        entries.then.add(() -> ownWrites.device(id, device.revision()));
    }

    private void workspace(Row row, Entries entries) {
        UUID id = row.getUUID("id");
        WorkspaceEntry workspace = rows.workspace(row, "status", "revision");
        entries.all.add(new Entry(Keys.workspace(id), null, workspace.encode()));
        entries.then.add(() -> ownWrites.workspace(id, workspace.revision()));
    }
}
