package io.latchkey.token.cache;

import io.netty.util.concurrent.FastThreadLocal;
import io.quarkus.proxy.ProxyConfigurationRegistry;
import io.quarkus.redis.runtime.client.VertxRedisClientFactory;
import io.quarkus.redis.runtime.client.config.RedisClientConfig;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * A {@link RedisLine} of each event loop's own, so that no check waits for another thread, or for a connection of a pool. Quarkus
 * makes one client, all of whose connections are of one event loop; so each has a client, as {@code quarkus.redis.*} says.
 */
@Singleton
class RedisLines {
    private final FastThreadLocal<RedisLine> lines;

    RedisLines(
            Vertx vertx,
            CacheConfig config,
            SmallRyeConfig settings,
            TlsConfigurationRegistry tls,
            ProxyConfigurationRegistry proxies) {
        RedisClientConfig client =
                settings.getConfigMapping(RedisConfig.class).clients().get(RedisConfig.DEFAULT_CLIENT_NAME);
        lines = new FastThreadLocal<>() {
            @Override
            protected RedisLine initialValue() {
                return new RedisLine(
                        () -> VertxRedisClientFactory.create(
                                RedisConfig.DEFAULT_CLIENT_NAME, vertx, client, tls, proxies),
                        vertx,
                        config.timeout());
            }
        };
    }

    Future<List<Response>> send(List<Request> requests) {
        return lines.get().send(requests);
    }
}
