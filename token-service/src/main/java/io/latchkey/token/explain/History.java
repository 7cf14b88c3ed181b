package io.latchkey.token.explain;

import io.latchkey.token.check.Verdict;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What PostgreSQL knows beside the facts of a check: the token's life, lost rights, and who could give them. */
@ApplicationScoped
class History {
    private static final String TOKEN_OF = "select id from token where hmac = any($1)";

    private static final String TOKEN = """
            select id, name, status, created_at, expires_at, revoked_at, rotated_to,
                   limit_permissions, limit_workspaces, limit_devices, limit_networks
            from token where id = $1""";

    /** The last event that took away what is missing. */
    private static final String LOSS = """
            select event, at, actor, revision from scope_loss
            where account = $1 and workspace = $2
              and case $3::text
                  when 'missing_permission'
                      then $4::text = any(permissions) or $4 = any(every_device) or $4 = any(device_permissions)
                           or cardinality(teams) > 0 and $5::uuid is not null
                  when 'wrong_device'
                      then $5 = any(device_ids) or cardinality(every_device) > 0 or cardinality(teams) > 0
                  else true end
            order by revision desc limit 1""";

    /** Nobody gives what they do not hold, nor anything without the permission members. */
    private static final String GRANTERS = """
            select account from scope
            where workspace = $1 and status = 'active' and kind = 'user' and 'members' = any(permissions)
              and ($2::text is null or $2 = any(permissions) or $2 = any(every_device)
                   or $3::uuid = any(device_ids) and $2 = any(device_permissions))
              and ($3::uuid is null or cardinality(every_device) > 0 or $3 = any(device_ids))
            order by account limit 20""";

    private static final String FORGET = """
            delete from scope_loss where ctid = any(array(
                select ctid from scope_loss where at < $1 limit 10000))""";

    private final Pool pool;
    private final ExplainConfig config;
    private final Clock clock;

    History(Pool pool, ExplainConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /** Under whichever pepper. */
    Future<Optional<UUID>> tokenOf(List<byte[]> hmacs) {
        return pool.preparedQuery(TOKEN_OF)
                .execute(Tuple.of(hmacs.stream().map(Buffer::buffer).toArray(Buffer[]::new)))
                .map(found -> found.size() == 0
                        ? Optional.empty()
                        : Optional.of(found.iterator().next().getUUID("id")));
    }

    Future<JsonObject> token(UUID id) {
        return pool.preparedQuery(TOKEN)
                .execute(Tuple.of(id))
                .map(found -> token(found.iterator().next()));
    }

    private static JsonObject token(Row row) {
        JsonObject token = new JsonObject()
                .put("id", row.getUUID("id").toString())
                .put("name", row.getString("name"))
                .put("status", row.getString("status"))
                .put("createdAt", time(row, "created_at"));
        put(token, "expiresAt", time(row, "expires_at"));
        put(token, "revokedAt", time(row, "revoked_at"));
        put(token, "rotatedTo", text(row.getUUID("rotated_to")));
        JsonObject limits = new JsonObject();
        put(limits, "permissions", list(row.getArrayOfStrings("limit_permissions")));
        put(limits, "workspaces", list(row.getArrayOfUUIDs("limit_workspaces")));
        put(limits, "devices", list(row.getArrayOfUUIDs("limit_devices")));
        put(limits, "networks", list(row.getArrayOfStrings("limit_networks")));
        return limits.isEmpty() ? token : token.put("limits", limits);
    }

    /** The event is null where it was told before there was this history. */
    Future<Optional<JsonObject>> loss(UUID account, UUID workspace, Verdict verdict, String permission, UUID device) {
        return pool.preparedQuery(LOSS)
                .execute(Tuple.of(account, workspace, verdict.text(), permission, device))
                .map(found -> found.size() == 0
                        ? Optional.empty()
                        : Optional.of(loss(found.iterator().next())));
    }

    private static JsonObject loss(Row row) {
        JsonObject loss = new JsonObject();
        put(loss, "event", row.getString("event"));
        put(loss, "at", time(row, "at"));
        put(loss, "actor", text(row.getUUID("actor")));
        return loss.put("revision", row.getLong("revision"));
    }

    Future<JsonArray> granters(UUID workspace, String permission, UUID device) {
        return pool.preparedQuery(GRANTERS)
                .execute(Tuple.of(workspace, permission, device))
                .map(found -> {
                    JsonArray accounts = new JsonArray();
                    found.forEach(row -> accounts.add(row.getUUID("account").toString()));
                    return accounts;
                });
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        OffsetDateTime before = clock.instant().minus(config.remember()).atOffset(ZoneOffset.UTC);
        return UniHelper.toUni(forget(before));
    }

    /** Some at once, so that no statement is long. */
    Future<Void> forget(OffsetDateTime before) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(before))
                .flatMap(deleted -> deleted.rowCount() == 0 ? Future.succeededFuture() : forget(before));
    }

    private static void put(JsonObject object, String field, Object value) {
        if (value != null) {
            object.put(field, value);
        }
    }

    private static String text(UUID id) {
        return id == null ? null : id.toString();
    }

    private static String time(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant().toString();
    }

    private static JsonArray list(Object[] values) {
        return values == null
                ? null
                : new JsonArray(Arrays.stream(values).map(String::valueOf).toList());
    }
}
