package io.latchkey.system.lab;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import redis.clients.jedis.Jedis;

/** A Redis of its own beside the one of a stack: a replica of that, or a Sentinel that watches over it. */
final class RedisServer implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final int port;
    private final Process process;

    private RedisServer(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** Returns once it has all that the master has. */
    static RedisServer replica(Stack stack, int port, int master) throws IOException {
        RedisServer replica = start(
                stack,
                "replica",
                port,
                List.of(
                        "--port",
                        port + "",
                        "--bind",
                        LOOPBACK,
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        stack.data().toString(),
                        "--replicaof",
                        LOOPBACK,
                        master + ""));
        await().ignoreExceptions()
                .until(() -> replica.says(redis -> redis.info("replication")).contains("master_link_status:up"));
        return replica;
    }

    /** @param name by which clients ask it for the master */
    static RedisServer sentinel(Stack stack, int port, int master, String name) throws IOException {
        Path config = stack.data().resolve("sentinel.conf");
        Files.writeString(config, """
                port %d
                bind %s
                dir %s
                sentinel monitor %s %s %d 1
                sentinel down-after-milliseconds %s 1000
                sentinel failover-timeout %s 5000
                """.formatted(port, LOOPBACK, stack.data(), name, LOOPBACK, master, name, name));
        return start(stack, "sentinel", port, List.of(config.toString(), "--sentinel"));
    }

    /** The same program as the stack's. */
    private static RedisServer start(Stack stack, String name, int port, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(stack.process("redis").orElseThrow().info().command().orElseThrow());
        command.addAll(arguments);
        return new RedisServer(
                port,
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                stack.data().resolve("logs/" + name + ".log").toFile())
                        .start());
    }

    int port() {
        return port;
    }

    <T> T says(Function<Jedis, T> asked) {
        AtomicReference<T> said = new AtomicReference<>();
        Lab.redis(port, redis -> said.set(asked.apply(redis)));
        return said.get();
    }

    boolean isMaster() {
        return says(redis -> redis.info("replication")).contains("role:master");
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
