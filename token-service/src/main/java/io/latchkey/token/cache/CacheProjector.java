package io.latchkey.token.cache;

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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Writes PostgreSQL's present state of what has changed to Redis. It reads after the change has committed, so of two
 * changes at once whichever reads last sees both; and it writes by compare-and-set, so whichever writes last harms
 * nothing.
 */
@ApplicationScoped
class CacheProjector {
    private static final String TOKEN = """
            select t.hmac, t.id, t.account, a.kind, t.status, a.status as account_status, t.expires_at, t.version,
                   a.revision as account_revision, t.rotated_to is not null as rotated,
                   t.limit_permissions, t.limit_workspaces, t.limit_devices, t.limit_networks
            from token t join account a on a.id = t.account""";

    private static final String SCOPE = """
            select s.account, s.workspace, s.status as scope_status, s.revision as scope_revision, s.permissions,
                   s.every_device, s.devices_revision, s.teams as scope_teams, s.device_ids, s.device_permissions
            from scope s""";

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

    /** What goes to Redis, and what is remembered once it is there. */
    private record Writes(List<Request> requests, List<Runnable> then) {
        Writes() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    private Future<Void> write(Writes writes) {
        return writer.write(writes.requests())
                .onSuccess(written -> writes.then().forEach(Runnable::run));
    }

    /** The tokens of these accounts, with all their scopes. */
    Future<Void> accounts(UUID[] accounts) {
        if (accounts.length == 0) {
            return Future.succeededFuture();
        }
        return join(pool, TOKEN + " where t.account = any($1)", SCOPE + " where s.account = any($1)", accounts);
    }

    /** The scopes of these accounts in this workspace, in all their tokens. */
    Future<Void> scopes(UUID workspace, UUID[] accounts) {
        return pool.preparedQuery(TOKEN + " where t.account = any($1)")
                .execute(Tuple.of(accounts))
                .flatMap(tokens -> pool.preparedQuery(SCOPE + " where s.workspace = $1 and s.account = any($2)")
                        .execute(Tuple.of(workspace, (Object) accounts))
                        .map(scopes -> writes(tokens, scopes)))
                .flatMap(this::write);
    }

    Future<Void> forgetTokens(List<byte[]> hmacs) {
        return writer.write(hmacs.stream()
                .map(hmac -> Request.cmd(Command.DEL).arg(Keys.token(hmac)))
                .toList());
    }

    Future<Void> devices(UUID[] devices) {
        return all(DEVICE + " where id = any($1)", devices, this::device);
    }

    Future<Void> workspaces(UUID[] workspaces) {
        return all(WORKSPACE + " where id = any($1)", workspaces, this::workspace);
    }

    /** @return the last token of the page, or null where there is none left */
    Future<UUID> tokenPage(SqlClient sql, UUID after, int size) {
        return sql.preparedQuery(TOKEN + " where t.id > $1 order by t.id limit $2")
                .execute(Tuple.of(after, size))
                .flatMap(tokens -> {
                    List<UUID> accounts = new ArrayList<>();
                    UUID last = null;
                    for (Row token : tokens) {
                        accounts.add(token.getUUID("account"));
                        last = token.getUUID("id");
                    }
                    UUID end = last;
                    return sql.preparedQuery(SCOPE + " where s.account = any($1)")
                            .execute(Tuple.of(accounts.toArray(UUID[]::new)))
                            .flatMap(scopes ->
                                    writer.write(writes(tokens, scopes).requests()))
                            .map(written -> end);
                });
    }

    /** @return the last device of the page, or null where there is none left */
    Future<UUID> devicePage(SqlClient sql, UUID after, int size) {
        return page(sql, DEVICE + " where id > $1 order by id limit $2", after, size, this::device);
    }

    /** @return the last workspace of the page, or null where there is none left */
    Future<UUID> workspacePage(SqlClient sql, UUID after, int size) {
        return page(sql, WORKSPACE + " where id > $1 order by id limit $2", after, size, this::workspace);
    }

    private Future<UUID> page(SqlClient sql, String query, UUID after, int size, BiConsumer<Row, Writes> add) {
        return sql.preparedQuery(query).execute(Tuple.of(after, size)).flatMap(found -> {
            Writes writes = new Writes();
            UUID last = null;
            for (Row row : found) {
                add.accept(row, writes);
                last = row.getUUID("id");
            }
            UUID end = last;
            return writer.write(writes.requests()).map(written -> end);
        });
    }

    private Future<Void> all(String query, UUID[] ids, BiConsumer<Row, Writes> add) {
        if (ids.length == 0) {
            return Future.succeededFuture();
        }
        return pool.preparedQuery(query).execute(Tuple.of(ids)).flatMap(found -> {
            Writes writes = new Writes();
            found.forEach(row -> add.accept(row, writes));
            return write(writes);
        });
    }

    private Future<Void> join(SqlClient sql, String tokens, String scopes, UUID[] accounts) {
        return sql.preparedQuery(tokens)
                .execute(Tuple.of(accounts))
                .flatMap(found ->
                        sql.preparedQuery(scopes).execute(Tuple.of(accounts)).map(held -> writes(found, held)))
                .flatMap(this::write);
    }

    private Writes writes(Iterable<Row> tokens, Iterable<Row> scopes) {
        Map<UUID, List<Row>> byAccount = new HashMap<>();
        scopes.forEach(scope -> byAccount
                .computeIfAbsent(scope.getUUID("account"), account -> new ArrayList<>())
                .add(scope));
        Writes writes = new Writes();
        for (Row row : tokens) {
            String key = Keys.token(row.getBuffer("hmac").getBytes());
            TokenEntry token = rows.token(row);
            List<CacheWriter.Field> fields = new ArrayList<>();
            fields.add(new CacheWriter.Field(Keys.META, token.encode()));
            List<Request> prunes = new ArrayList<>();
            for (Row scope : byAccount.getOrDefault(token.account(), List.of())) {
                addScope(scope, key, fields, prunes);
                UUID workspace = scope.getUUID("workspace");
                long revision = scope.getLong("scope_revision");
                writes.then().add(() -> ownWrites.scope(token.account(), workspace, revision));
            }
            writes.requests().addAll(writer.fields(key, fields));
            writes.requests().addAll(prunes);
            writes.then().add(() -> ownWrites.token(token.token(), token.version()));
        }
        return writes;
    }

    /** The grants first and the scope that makes them count last; see the scopes package. */
    private void addScope(Row row, String key, List<CacheWriter.Field> fields, List<Request> prunes) {
        UUID workspace = row.getUUID("workspace");
        ScopeEntry scope = rows.scope(row);
        if (!scope.removed()) {
            String grant = rows.grant(row, workspace).encode();
            for (UUID device : row.getArrayOfUUIDs("device_ids")) {
                fields.add(new CacheWriter.Field(Keys.grant(device), grant));
            }
        }
        fields.add(new CacheWriter.Field(Keys.scope(workspace), scope.encode()));
        if (scope.devicesRevision() == scope.revision() && scope.revision() > 1) {
            prunes.add(CacheWriter.prune(key, ShortId.of(workspace), scope.devicesRevision()));
        }
    }

    private void device(Row row, Writes writes) {
        UUID id = row.getUUID("id");
        DeviceEntry device = rows.device(row);
        writes.requests().add(writer.string(Keys.device(id), device.encode()));
        writes.then().add(() -> ownWrites.device(id, device.revision()));
    }

    private void workspace(Row row, Writes writes) {
        UUID id = row.getUUID("id");
        WorkspaceEntry workspace = rows.workspace(row, "status", "revision");
        writes.requests().add(writer.string(Keys.workspace(id), workspace.encode()));
        writes.then().add(() -> ownWrites.workspace(id, workspace.revision()));
    }
}
