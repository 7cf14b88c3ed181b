package io.latchkey.token.cache;

import io.netty.util.concurrent.FastThreadLocal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.List;

/** A {@link RedisLine} of each event loop's own, so that no check waits for another thread, or for a connection of a pool. */
@Singleton
class RedisLines {
    private final FastThreadLocal<RedisLine> lines;

    RedisLines(Redis redis, Vertx vertx, CacheConfig config) {
        lines = new FastThreadLocal<>() {
            @Override
            protected RedisLine initialValue() {
                return new RedisLine(redis, vertx, config.timeout());
            }
        };
    }

    Future<List<Response>> send(List<Request> requests) {
        return lines.get().send(requests);
    }
}
