package io.latchkey.system.bench;

import io.latchkey.system.bench.Load.Result;
import io.latchkey.system.bench.ReferenceServer.Asks;
import io.latchkey.system.stack.Stack;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.ScanParams;

/**
 * As many tokens as {@code -Dbench.tokens} says, written straight into PostgreSQL and from there into Redis as the service fills
 * it: what one takes in Redis, how fast it is filled, and whether a check is slower among many.
 */
final class ScaleBench {
    private static final long FEW = 10_000;
    /** As PostgreSQL has, and fills Redis with. */
    private static final long MANY = Long.getLong("bench.tokens", 1_000_000);
    /** As Redis has in the end. */
    private static final long MOST = Long.getLong("bench.tokens.most", 10_000_000);

    private static final int WORKSPACES = 10_000;
    private static final int DEVICES = 100_000;
    /** As many at once as Redis writes in some milliseconds. */
    private static final int AT_ONCE = 5_000;

    private static final int ACCOUNTS_PER_WORKSPACE = 100;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final int LOOKS = 3;

    private final Subject subject;
    private final Stack stack;
    private final Operator operator;
    private final Path data;
    private long accounts;

    ScaleBench(Subject subject, Path data) {
        this.subject = subject;
        this.stack = subject.stack;
        this.operator = new Operator(stack);
        this.data = data;
    }

    void run(BenchReport report) throws Exception {
        int port = Stack.freePortBase();
        Process reference =
                Server.reference(port, data.resolve("scale.log"), Asks.REDIS_BY_LINE, stack.value("/redis"), "{}");
        try {
            fill(FEW);
            long bytesOfFew = redisBytes();
            double few = latencyVsReference(port, reference.pid());
            double seconds = fill(MANY);
            report.figure("redisBytesPerToken", (redisBytes() - bytesOfFew) / (double) (MANY - FEW));
            report.figure("rebuildTokensPerSecond", MANY / seconds);
            double many = latencyVsReference(port, reference.pid());
            report.figure("latency1MVs10K", many / few);
            fillRedis(MOST - MANY);
            report.figure("tokensAtMost", MOST);
            report.figure("latency10MVs10K", latencyVsReference(port, reference.pid()) / few);
            hold("w:", WORKSPACES);
            report.figure("latency10KWorkspacesVs1", latencyVsReference(port, reference.pid()) / few);
            hold("d:", DEVICES);
            report.figure("latency100KDevicesVs1", latencyVsReference(port, reference.pid()) / few);
        } finally {
            reference.destroy();
        }
    }

    /** Of one check at a time, by that of one GET: whatever else the machine does befalls both. */
    private double latencyVsReference(int referencePort, long referencePid) throws Exception {
        int port = URI.create(stack.url("token")).getPort();
        Server check = Server.http(
                "check", stack.process("token-service").orElseThrow().pid(), port, subject.checks(), 1, 1);
        Server reference = Server.http("reference", referencePid, referencePort, subject.checks(), 1, 1);
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
        operator.refills();
        Result meanwhile =
                Load.open(URI.create(stack.url("token")).getPort(), subject.checks(), 4, Duration.ofSeconds(1), 50);
        if (meanwhile.refused() > 0) {
            throw new IllegalStateException("checks were not answered while Redis was filled");
        }
        operator.awaitsComplete();
        return (System.nanoTime() - start) / 1e9;
    }

    private void write(long tokens) throws SQLException {
        try (Connection postgres = stack.database("token");
                Statement statement = postgres.createStatement()) {
            statement.execute("create temporary table made as select uuidv7() as account, uuidv7() as token,"
                    + " n / " + ACCOUNTS_PER_WORKSPACE + " as hall from generate_series(1, " + tokens
                    + ") as n");
            statement.execute("create temporary table hall as select hall, uuidv7() as id from made group by hall");
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

    /** Tokens beyond those of PostgreSQL, as like to one of them as can be. */
    private void fillRedis(long tokens) {
        String script = """
                local like = redis.call('HGETALL', KEYS[1])
                for n = ARGV[1], ARGV[2] do
                  redis.call('HSET', 't:' .. redis.sha1hex(n) .. 'xyz', unpack(like))
                end""";
        try (Jedis redis = redis()) {
            String like = anyToken(redis);
            for (long from = 0; from < tokens; from += AT_ONCE) {
                redis.eval(
                        script,
                        List.of(like),
                        List.of(String.valueOf(from), String.valueOf(Math.min(tokens, from + AT_ONCE) - 1)));
            }
        }
    }

    /** Every token that is asked about holds as much more. */
    private void hold(String what, int many) throws SQLException {
        String script = """
                local like = redis.call('HGET', KEYS[1], 'm')
                for n = ARGV[1], ARGV[2] do
                  redis.call('HSET', KEYS[1], ARGV[3] .. string.sub(redis.sha1hex(n), 1, 22), like)
                end""";
        try (Jedis redis = redis()) {
            for (String key : keys()) {
                for (int from = 0; from < many; from += AT_ONCE) {
                    redis.eval(
                            script,
                            List.of(key),
                            List.of(String.valueOf(from), String.valueOf(from + AT_ONCE - 1), what));
                }
            }
        }
    }

    /** Of the tokens that are asked about. */
    private List<String> keys() throws SQLException {
        String accounts = subject.accounts.stream().collect(Collectors.joining("','", "'", "'"));
        List<String> keys = new ArrayList<>();
        try (Connection postgres = stack.database("token");
                Statement statement = postgres.createStatement();
                ResultSet hmacs =
                        statement.executeQuery("select hmac from token where account in (" + accounts + ")")) {
            while (hmacs.next()) {
                keys.add("t:" + Base64.getUrlEncoder().withoutPadding().encodeToString(hmacs.getBytes(1)));
            }
        }
        return keys;
    }

    private static String anyToken(Jedis redis) {
        return redis.scan("0", new ScanParams().match("t:*").count(AT_ONCE))
                .getResult()
                .getFirst();
    }

    private Jedis redis() {
        return new Jedis(URI.create(stack.value("/redis")));
    }

    private long redisBytes() {
        try (Jedis redis = redis()) {
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
