package io.latchkey.edge.ratelimits;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Quotas by the generic cell rate algorithm (GCRA, of ATM Forum's traffic management 4.0): one key holds the time at which
 * all of a quota is there again; a request puts it off by a quota's share of the window. A quota may be used up at
 * once, and comes back evenly. One key and one round trip, by Redis's own clock, so that instances need not agree on one.
 */
@ApplicationScoped
class Quotas {
    private static final String PREFIX = "rl:";
    /** Redis that takes longer holds nobody up. */
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final String TAKE = """
            local quota, window = tonumber(ARGV[1]), tonumber(ARGV[2])
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now)
            local share = window / quota
            local after = full + share
            local wait = after - window - now
            if wait > 0 then
                return {0, math.ceil(full - now), math.ceil(wait)}
            end
            redis.call('SET', KEYS[1], string.format('%.3f', after), 'PX', math.ceil(after - now))
            return {math.floor((now + window - after) / share), math.ceil(after - now), 0}
            """;

    private final ReactiveRedisDataSource redis;

    Quotas(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /** Fails where Redis does not answer. @param name of the policy; with the subject, the key */
    Uni<Quota> take(String name, String subject, int quota, Duration window) {
        return redis.execute(
                        "EVAL",
                        TAKE,
                        "1",
                        PREFIX + name + ":" + subject,
                        String.valueOf(quota),
                        String.valueOf(window.toMillis()))
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(answer ->
                        new Quota(name, quota, window, answer.get(0).toLong(), millis(answer, 1), millis(answer, 2)));
    }

    private static Duration millis(Response answer, int at) {
        return Duration.ofMillis(answer.get(at).toLong());
    }
}
