package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.cache.Entries.Entry;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Compare-and-set in Redis, by the number that each entry begins with. Scripts, not functions, so that Redis 6.2 and
 * later and Valkey all serve; each touches one key, so that none needs more than one node of Redis.
 */
@ApplicationScoped
class CacheWriter {
    /** Sets each field of the hash whose given value has a higher number than the present one. */
    private static final String FIELDS = """
            for i = 1, #ARGV, 2 do
              local old = redis.call('HGET', KEYS[1], ARGV[i])
              if not old or tonumber(string.match(old, '^%d+')) < tonumber(string.match(ARGV[i + 1], '^%d+')) then
                redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1])
              end
            end
            return 1""";

    /** Sets the string where the given value has a higher number than the present one. */
    private static final String STRING = """
            local old = redis.call('GET', KEYS[1])
            if not old or tonumber(string.match(old, '^%d+')) < tonumber(string.match(ARGV[1], '^%d+')) then
              redis.call('SET', KEYS[1], ARGV[1])
            end
            return 1""";

    /** Deletes the workspace's device grants that a newer list of devices has left behind; they count no more anyway. */
    private static final Script PRUNE = Script.of("""
            if redis.call('HLEN', KEYS[1]) > 20000 then return 0 end
            local all = redis.call('HGETALL', KEYS[1])
            for i = 1, #all, 2 do
              if string.sub(all[i], 1, 2) == 'd:' then
                local revision, workspace = string.match(all[i + 1], '^(%d+)|%x*|(.+)$')
                if workspace == ARGV[1] and tonumber(revision) < tonumber(ARGV[2]) then
                  redis.call('HDEL', KEYS[1], all[i])
                end
              end
            end
            return 1""");

    /** Whatever stands there; for the control of fault runs. */
    private static final String FIELDS_BLINDLY = "redis.call('HSET', KEYS[1], unpack(ARGV)) return 1";

    private static final String STRING_BLINDLY = "redis.call('SET', KEYS[1], ARGV[1]) return 1";

    private static final String UNKNOWN_SCRIPT = "NOSCRIPT";
    private static final int FIELDS_AT_ONCE = 500;
    private static final long TIMEOUT_MILLIS = 2000;

    private final Redis redis;
    private final Script fields;
    private final Script string;

    CacheWriter(Redis redis, Protections protections) {
        this.redis = redis;
        boolean compares = protections.on(Protection.COMPARE_AND_SET);
        this.fields = Script.of(compares ? FIELDS : FIELDS_BLINDLY);
        this.string = Script.of(compares ? STRING : STRING_BLINDLY);
    }

    /** Several a key, so that a long list does not keep Redis from answering others. */
    private List<Request> requests(Entries entries, boolean named) {
        List<Request> requests = new ArrayList<>();
        Request fieldsOfKey = null;
        String key = null;
        int count = 0;
        for (Entry entry : entries.all) {
            if (entry.field() == null) {
                requests.add(string.on(entry.key(), named).arg(entry.value()));
                continue;
            }
            if (!entry.key().equals(key) || count == FIELDS_AT_ONCE) {
                fieldsOfKey = fields.on(entry.key(), named);
                requests.add(fieldsOfKey);
                key = entry.key();
                count = 0;
            }
            fieldsOfKey.arg(entry.field()).arg(entry.value());
            count++;
        }
        requests.addAll(entries.prunes);
        return requests;
    }

    static Request prune(String key, String workspace, long devicesRevision) {
        return PRUNE.on(key, false).arg(workspace).arg(devicesRevision);
    }

    /** In order; fails where any of it fails. */
    Future<Void> write(Entries entries) {
        return send(requests(entries, true))
                .recover(failure -> failure instanceof ErrorType
                                && failure.getMessage().contains(UNKNOWN_SCRIPT)
                        // A Redis that was started since; all of it once more, which changes nothing where it is done.
                        ? send(requests(entries, false))
                        : Future.failedFuture(failure))
                .mapEmpty();
    }

    /** In one round trip. */
    Future<List<Response>> send(List<Request> requests) {
        return requests.isEmpty()
                ? Future.succeededFuture(List.of())
                : redis.batch(requests).timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    Future<Response> send(Request request) {
        return redis.send(request).timeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }
}
