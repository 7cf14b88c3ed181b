package io.latchkey.system.bench;

import static org.awaitility.Awaitility.await;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import redis.clients.jedis.Jedis;

/**
 * As many tokens as {@code -Dbench.tokens} says, written straight into PostgreSQL and from there into Redis as the service fills
 * it: what one takes in Redis, how fast it is filled, and whether a check is slower among many.
 */
final class ScaleBench {
    private static final long FEW = 10_000;
    private static final long MANY = Long.getLong("bench.tokens", 1_000_000);
    private static final int ACCOUNTS_PER_WORKSPACE = 100;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int LOOKS = 3;

    private final Subject subject;
    private final Stack stack;
    private final Path data;
    private long accounts;

    ScaleBench(Subject subject, Path data) {
        this.subject = subject;
        this.stack = subject.stack;
        this.data = data;
    }

    void run(BenchReport report) throws Exception {
        int port = Stack.freePortBase();
        Process reference = Server.reference(port, data.resolve("scale.log"), "{}", stack.value("/redis"));
        try {
            fill(FEW);
            long bytesOfFew = redisBytes();
            double few = latencyVsReference(port, reference.pid());
            double seconds = fill(MANY);
            report.figure("redisBytesPerToken", (redisBytes() - bytesOfFew) / (double) (MANY - FEW));
            report.figure("rebuildTokensPerSecond", MANY / seconds);
            double many = latencyVsReference(port, reference.pid());
            report.figure("tokensAtMost", MANY);
            report.figure("latencyManyVs10K", many / few);
        } finally {
            reference.destroy();
        }
    }

    /** Of one check at a time, by that of one GET: whatever else the machine does befalls both. */
    private double latencyVsReference(int referencePort, long referencePid) throws Exception {
        int port = URI.create(stack.url("token")).getPort();
        Server check =
                new Server("check", stack.process("token-service").orElseThrow().pid(), port, subject.checks(), 1, 1);
        Server reference = new Server("reference", referencePid, referencePort, subject.checks(), 1, 1);
        Rounds.round(check, LOOK);
        Rounds.round(reference, LOOK);
        Rounds rounds = new Rounds();
        rounds.run(List.of(check, reference), LOOKS, LOOK);
        return rounds.of("check").p50Micros() / rounds.of("reference").p50Micros();
    }

    /** Seconds that filling Redis took, while checks were answered. */
    private double fill(long tokens) throws Exception {
        write(tokens - accounts);
        accounts = tokens;
        long start = System.nanoTime();
        operator().post("/v1/operations/cache/refill").then().statusCode(202);
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isComplete());
        Result meanwhile =
                Load.open(URI.create(stack.url("token")).getPort(), subject.checks(), 4, Duration.ofSeconds(1), 50);
        if (meanwhile.refused() > 0) {
            throw new IllegalStateException("checks were not answered while Redis was filled");
        }
        await().atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofMillis(50))
                .until(this::isComplete);
        return (System.nanoTime() - start) / 1e9;
    }

    private boolean isComplete() {
        return operator().get("/v1/operations/cache").path("complete");
    }

    private RequestSpecification operator() {
        return RestAssured.given()
                .baseUri(stack.url("token"))
                .auth()
                .preemptive()
                .basic(stack.value("/operator/id"), stack.value("/operator/secret"));
    }

    private void write(long tokens) throws SQLException {
        String url = stack.value("/postgres").replace("postgresql://postgres@", "jdbc:postgresql://") + "/token";
        try (Connection postgres = DriverManager.getConnection(url, "postgres", "");
                Statement statement = postgres.createStatement()) {
            statement.execute(
                    "create temporary table made as select gen_random_uuid() as account, gen_random_uuid() as token,"
                            + " n / " + ACCOUNTS_PER_WORKSPACE + " as hall from generate_series(1, " + tokens
                            + ") as n");
            statement.execute(
                    "create temporary table hall as select hall, gen_random_uuid() as id from made group by hall");
            statement.execute("insert into workspace (id, status, revision) select id, 'active', 1 from hall");
            statement.execute("insert into account (id, kind, status, display_name, revision)"
                    + " select account, 'api-user', 'active', 'Robot', 1 from made");
            statement.execute(
                    "insert into token (id, account, kind, name, automatic, hmac, pepper, hint, status, version,"
                            + " created_at) select token, account, 'api-user', 'Robot', true, sha256(token::text::bytea), 'none',"
                            + " 'lk_api_0000…0000', 'active', 1, now() from made");
            statement.execute(
                    "insert into scope (account, workspace, kind, status, revision, permissions, every_device,"
                            + " device_ids, device_permissions, devices_revision, teams)"
                            + " select account, id, 'api-user', 'active', 1, array['reports'], '{}', '{}', '{}', 1, '{}'"
                            + " from made join hall using (hall)");
            statement.execute("drop table made, hall");
            statement.execute("analyze");
        }
    }

    private long redisBytes() {
        try (Jedis redis = new Jedis(URI.create(stack.value("/redis")))) {
            return redis.info("memory")
                    .lines()
                    .filter(line -> line.startsWith("used_memory:"))
                    .mapToLong(line -> Long.parseLong(
                            line.substring("used_memory:".length()).strip()))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
