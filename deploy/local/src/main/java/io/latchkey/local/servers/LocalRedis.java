package io.latchkey.local.servers;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/** A real Redis, from Maven Central; a cache, so it keeps nothing on disk. */
public final class LocalRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRedis.class);

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
                .soutListener(LOG::debug)
                .serrListener(LOG::warn)
                .build();
        redis.start();
        return new LocalRedis(redis, port);
    }

    /** For tests. */
    public static LocalRedis throwAway() throws IOException {
        return start(Ports.free());
    }

    /** A process that keeps the server and ends with it: {@code <port>}. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        stopLeftOver(port);
        LocalRedis redis = start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(redis::close));
        ServerProcess.endWith(ServerProcess.child("redis-server"));
    }

    /** Redis outlives a JVM that was killed. Ours alone: the library's executable has its version in its name. */
    private static void stopLeftOver(int port) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .matches(".*/redis-server-\\d\\S* .*127\\.0\\.0\\.1:" + port + "( .*)?"))
                .forEach(ServerProcess::stop);
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            redis.stop();
        } catch (IOException e) {
            LOG.warn("does not stop", e);
        }
    }
}
