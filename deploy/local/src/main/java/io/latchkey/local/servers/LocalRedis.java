package io.latchkey.local.servers;

import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import redis.embedded.RedisServer;

/** A real Redis, from Maven Central; a cache, so it keeps nothing on disk. */
public final class LocalRedis implements AutoCloseable {
    private final RedisServer redis;
    private final int port;

    private LocalRedis(RedisServer redis, int port) {
        this.redis = redis;
        this.port = port;
    }

    public static LocalRedis start(int port) throws IOException {
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("maxmemory-policy noeviction")
                .build();
        redis.start();
        return new LocalRedis(redis, port);
    }

    public int port() {
        return port;
    }

    /** Its process, which the library does not tell: the child of ours that names the port. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().command().orElse("").contains("redis"))
                .filter(ProcessHandle::isAlive)
                .max(Comparator.comparing(child -> child.info().startInstant().orElseThrow()));
    }

    @Override
    public void close() throws IOException {
        redis.stop();
    }
}
