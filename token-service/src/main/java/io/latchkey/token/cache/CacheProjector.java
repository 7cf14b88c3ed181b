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
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
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
 * Brings PostgreSQL's present state of what has changed to Redis. It reads after the change has committed, so of two
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

    private static final String OF_ACCOUNTS = " where t.account = any($1) and " + LIVE;

    private static final int LIVE_AT = 0;
    private static final int HMAC_AT = 1;
    private static final int TOKEN_AT = 2;

    private static final String SCOPE = """
            select s.account, s.workspace, s.device_ids, s.device_permissions, %s
            from scope s""".formatted(Rows.SCOPE);

    private static final String OF_PAIRS = " join unnest($1::uuid[], $2::uuid[]) as of(account, workspace)"
            + " on of.account = s.account and of.workspace = s.workspace";

    private static final int ACCOUNT_AT = 0;
    private static final int WORKSPACE_AT = 1;
    private static final int DEVICES_AT = 2;
    private static final int SCOPE_AT = 4;

    private static final String DEVICE = """
            select id, workspace as device_workspace, status as device_status, revision as device_revision,
                   teams as device_teams
            from device""";

    private static final String WORKSPACE = "select id, status, revision from workspace";

    private final Rows rows;
    private final CacheWriter writer;
    private final OwnWrites ownWrites;

    CacheProjector(Rows rows, CacheWriter writer, OwnWrites ownWrites) {
        this.rows = rows;
        this.writer = writer;
        this.ownWrites = ownWrites;
    }

    Future<Void> write(Entries entries) {
        return writer.write(entries).onSuccess(written -> entries.then.forEach(Runnable::run));
    }

    /** Some of a kind. */
    interface Pages {
        Future<Page> read(SqlClient sql, UUID after, int size);
    }

    /**
     * Everything that is to be in Redis, kind by kind, in the order in which it is to be read: a workspace's revision says
     * that everything else is there that was committed before it was.
     */
    List<Pages> everything() {
        return List.of(
                (sql, after, size) -> page(sql, WORKSPACE, after, size, this::workspace),
                this::tokenPage,
                (sql, after, size) -> page(sql, DEVICE, after, size, this::device));
    }

    /** The tokens of these accounts, with all their scopes. */
    Future<Entries> accounts(SqlClient sql, UUID[] accounts) {
        return tokens(sql, " where t.account = any($1)", accounts);
    }

    /** The same of those that still count. */
    Future<Entries> liveOf(SqlClient sql, UUID[] accounts) {
        return tokens(sql, OF_ACCOUNTS, accounts);
    }

    /** These tokens, with all their scopes. */
    Future<Entries> tokens(SqlClient sql, UUID[] tokens) {
        return tokens(sql, " where t.id = any($1)", tokens);
    }

    private Future<Entries> tokens(SqlClient sql, String which, UUID[] ids) {
        return ids.length == 0
                ? Future.succeededFuture(new Entries())
                : tokens(sql, which, Tuple.of((Object) ids)).map(Page::entries);
    }

    /**
     * Scopes of accounts, in all their tokens that still count.
     *
     * @param workspaces for each account the one whose scope is meant
     */
    Future<Entries> scopes(SqlClient sql, UUID[] accounts, UUID[] workspaces) {
        if (accounts.length == 0) {
            return Future.succeededFuture(new Entries());
        }
        Future<RowSet<Row>> tokens = sql.preparedQuery(TOKEN + OF_ACCOUNTS).execute(Tuple.of((Object) accounts));
        Future<RowSet<Row>> scopes =
                sql.preparedQuery(SCOPE + OF_PAIRS).execute(Tuple.of(accounts, (Object) workspaces));
        return tokens.flatMap(found -> scopes.map(of -> entries(found, of)));
    }

    Future<Void> forgetTokens(List<byte[]> hmacs) {
        return writer.send(hmacs.stream()
                        .map(hmac -> Request.cmd(Command.DEL).arg(Keys.token(hmac)))
                        .toList())
                .mapEmpty();
    }

    Future<Entries> devices(SqlClient sql, UUID[] devices) {
        return all(sql, DEVICE, devices, this::device);
    }

    Future<Entries> workspaces(SqlClient sql, UUID[] workspaces) {
        return all(sql, WORKSPACE, workspaces, this::workspace);
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

    private Future<Entries> all(SqlClient sql, String query, UUID[] ids, BiConsumer<Row, Entries> add) {
        if (ids.length == 0) {
            return Future.succeededFuture(new Entries());
        }
        return sql.preparedQuery(query + " where id = any($1)")
                .execute(Tuple.of((Object) ids))
                .map(found -> {
                    Entries entries = new Entries();
                    found.forEach(row -> add.accept(row, entries));
                    return entries;
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
        UUID[] devices = row.getArrayOfUUIDs(DEVICES_AT);
        if (!scope.removed() && devices.length > 0) {
            String grant = rows.grant(row, workspace).encode();
            for (UUID device : devices) {
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
