package io.latchkey.system.lab;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.stack.AnotherInstance;
import io.latchkey.system.stack.Stack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;

/** The stack with two instances of token-service, and between the servers ways that can be broken. */
public final class Lab implements Served, AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(8);
    /** How late events may be before checks are refused here; long enough that no other fault meets it. */
    static final Duration LATENESS_BOUND = Duration.parse(System.getProperty("lateness", "PT45S"));

    private static final String LOOPBACK = "127.0.0.1";
    /** Of the ports of a stack: where PostgreSQL and Redis are. */
    private static final int POSTGRES = 10;

    private static final int REDIS = 13;
    /** As much as PostgreSQL may write of a file where there is no room: bytes. */
    private static final int A_PAGE = 8192;

    private static final Duration UP_TO_DATE = Duration.ofSeconds(5);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);
    /** For how long an instance that is told to end answers, as it does where nobody says otherwise. */
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final Duration AT_ONCE = Duration.ofMillis(100);
    /** Well before the end of a farewell. */
    private static final Duration NOTICED = Duration.ofSeconds(2);

    final Stack stack;
    private final Http http = new Http();
    /** Of each instance of token-service, and of a replica of Redis. */
    final Link[] redis;

    final Link[] postgres;
    /** From the clients to the first instance. */
    final Link front;

    private final Path data;
    private final int secondPort;
    private AnotherInstance second;
    private volatile boolean secondServes = true;
    private RedisServer replica;
    private Link replication;

    private Lab(Stack stack, Path data, Link[] redis, Link[] postgres) throws IOException {
        this.stack = stack;
        this.data = data;
        this.redis = redis;
        this.postgres = postgres;
        this.front = Link.to(URI.create(stack.url("token")).getPort());
        this.secondPort = Stack.freePortBase();
        startSecond(Map.of());
    }

    /** @param off protections that are switched off, as in {@code latchkey.protections.off}; empty for none */
    public static Lab start(Path data, String off) throws IOException {
        int base = Stack.freePortBase();
        Link[] redis = {Link.to(base + REDIS), Link.to(base + REDIS)};
        Link[] postgres = {Link.to(base + POSTGRES), Link.to(base + POSTGRES)};
        Path config = Files.createDirectories(data.resolve("overrides"));
        List<String> all = List.of(
                "latchkey.protections.off=" + off,
                "latchkey.rate-limits.per-account=10000000",
                "latchkey.rate-limits.per-source=10000000",
                // How soon it is back is of no interest where it is to break.
                off.isEmpty() ? "" : "latchkey.changes.warm-up=PT0S",
                off.isEmpty() ? "" : "latchkey.check.warm-up=PT0S");
        Files.write(config.resolve("identity-service.properties"), all);
        Files.write(config.resolve("workspace-service.properties"), all);
        Files.write(
                config.resolve("token-service.properties"),
                Stream.of(
                                all.stream(),
                                ways(redis[0], postgres[0]),
                                farewell(off.contains("handing-over")),
                                Stream.of(
                                        "latchkey.staleness.bound=" + LATENESS_BOUND,
                                        "latchkey.staleness.beyond=refuse"))
                        .flatMap(settings -> settings)
                        .toList());
        return new Lab(Stack.start(data, base, config), data, redis, postgres);
    }

    private static Stream<String> ways(Link redis, Link postgres) {
        return Stream.of(
                "quarkus.redis.hosts=redis://" + LOOPBACK + ":" + redis.port(), "latchkey.db.port=" + postgres.port());
    }

    /** Whoever ends at once does not wait for what is under way either, and would go on answering meanwhile. */
    private static Stream<String> farewell(boolean none) {
        return none
                ? Stream.of("quarkus.shutdown.delay=" + Duration.ZERO, "quarkus.shutdown.timeout=" + AT_ONCE)
                : Stream.of("quarkus.shutdown.delay=" + FAREWELL);
    }

    private void startSecond(Map<String, String> environment) throws IOException {
        second = AnotherInstance.ofTokenService(data, secondPort, ways(redis[1], postgres[1]), environment);
    }

    /** In place of the second instance, one that goes by this clock. */
    void secondHasAClockOfItsOwn(OwnClock clock) throws IOException {
        killSecond();
        startSecond(clock.environment());
        secondServes = true;
    }

    private void awaitReady(String url) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> http.send("GET", url + "/health/ready", Map.of(), null, Duration.ofSeconds(2))
                                .status()
                        == 200);
    }

    /** SIGTERM for the second instance; whoever asks it notices after a while that it is not ready, and goes to the other. */
    void endSecond() {
        second.end();
        await().atMost(LONGEST_FAREWELL).pollDelay(NOTICED).until(() -> {
            secondServes = secondServes && second.isReady();
            return !second.isAlive();
        });
    }

    /** SIGKILL for the second instance; whoever asks it goes to the other one. */
    void killSecond() {
        secondServes = false;
        second.kill();
    }

    void secondIsBack() throws IOException {
        startSecond(Map.of());
        secondServes = true;
    }

    /** What is committed waits for a replica that is not there. */
    void replicaOfPostgresIs(boolean there) throws SQLException {
        try (Connection postgres = stack.database("postgres");
                Statement statement = postgres.createStatement()) {
            statement.execute("alter system set synchronous_standby_names = '" + (there ? "" : "gone") + "'");
            statement.execute("select pg_reload_conf()");
        }
    }

    /**
     * PostgreSQL cannot write anything, its log neither, as where its disk is full: a limit of the kernel, which it takes
     * for the same thing. It does not survive that, and is started again as long as there is no room.
     */
    void diskOfPostgresIsFull(double seconds) throws IOException {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < until) {
            everyPostgres("prlimit", "--fsize=" + A_PAGE + ":", "--pid");
            lasts(0.2);
        }
    }

    void diskOfPostgresHasRoom() throws IOException {
        everyPostgres("prlimit", "--fsize=unlimited:", "--pid");
    }

    private void everyPostgres(String... command) throws IOException {
        // Between two servers whoever starts them has the name.
        Optional<ProcessHandle> server = stack.process("postgres")
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
        List<ProcessHandle> all = Stream.concat(server.stream(), server.stream().flatMap(ProcessHandle::children))
                .toList();
        for (ProcessHandle process : all) {
            List<String> whole = new ArrayList<>(List.of(command));
            whole.add(String.valueOf(process.pid()));
            new ProcessBuilder(whole)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        }
    }

    @Override
    public Stack stack() {
        return stack;
    }

    @Override
    public Http http() {
        return http;
    }

    @Override
    public String token(int instance) {
        return instance == 0 || !secondServes ? "http://" + LOOPBACK + ":" + front.port() : second.url();
    }

    @Override
    public String workspace() {
        return stack.url("workspace");
    }

    @Override
    public String identity() {
        return stack.url("identity");
    }

    /** The Redis that the instances have now. */
    void redis(Consumer<Jedis> does) {
        redis(URI.create(stack.value("/redis")).getPort(), does);
    }

    static void redis(int port, Consumer<Jedis> does) {
        try (Jedis jedis = new Jedis(LOOPBACK, port)) {
            does.accept(jedis);
        }
    }

    int redisPort() {
        return URI.create(stack.value("/redis")).getPort();
    }

    String kafka() {
        return stack.value("/kafka");
    }

    /** A replica, and the way by which it follows. */
    void startReplica() throws IOException {
        replication = Link.to(redisPort());
        replica = RedisServer.replica(stack, Stack.freePortBase(), replication.port());
    }

    Link replication() {
        return replication;
    }

    /** As Sentinel does: the master is gone, the replica is one now, and everybody is led to it. */
    void failOver() {
        redis(replica.port(), Jedis::replicaofNoOne);
        for (Link way : redis) {
            way.leadTo(replica.port());
        }
    }

    void failBack() throws IOException {
        for (Link way : redis) {
            way.leadTo(redisPort());
        }
        replica.close();
        replication.close();
    }

    /** Of what the supervisor starts, it starts again by itself. */
    void kill(String process) {
        stack.kill(process);
    }

    /** Consumers that were given up join again, and every partition is heard of as if nothing had been. */
    void isUpToDate() {
        await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> {
            try (Connection postgres = stack.database("token");
                    Statement statement = postgres.createStatement();
                    ResultSet heard = statement.executeQuery("select min(at) from heard")) {
                heard.next();
                return heard.getTimestamp(1).toInstant().isAfter(Instant.now().minus(UP_TO_DATE));
            }
        });
    }

    void isUp(String process) {
        switch (process) {
            case "redis" ->
                await().ignoreExceptions().until(() -> {
                    redis(Jedis::ping);
                    return true;
                });
            case "postgres" ->
                await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                    stack.database("postgres").close();
                    return true;
                });
            case "identity-service" -> awaitReady(identity());
            case "workspace-service" -> awaitReady(workspace());
            case "token-service" -> awaitReady(stack.url("token"));
            default -> throw new IllegalArgumentException(process);
        }
    }

    static void lasts(double seconds) {
        try {
            TimeUnit.MILLISECONDS.sleep((long) (seconds * 1000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void postgresOfTokensIsCut() throws IOException {
        for (Link way : postgres) {
            way.cut();
        }
    }

    void mend() throws IOException {
        for (Link way : redis) {
            way.mend();
        }
        for (Link way : postgres) {
            way.mend();
        }
        front.mend();
    }

    @Override
    public void close() throws IOException {
        mend();
        second.kill();
        if (replica != null) {
            replica.close();
        }
        stack.closeAtOnce();
        try {
            for (Link way : List.of(redis[0], redis[1], postgres[0], postgres[1], front)) {
                way.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
