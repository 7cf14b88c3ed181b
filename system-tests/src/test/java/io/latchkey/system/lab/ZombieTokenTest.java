package io.latchkey.system.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.AnotherInstance;
import io.latchkey.system.stack.Stack;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Redis with a replica and Sentinel, which promotes the replica though it has not heard of a revocation that was acknowledged.
 */
class ZombieTokenTest {
    private static final Path DATA = Path.of("target/zombie").toAbsolutePath();
    private static final String MASTER = "latchkey";
    /** After version, token, account and kind. */
    private static final Pattern REVOKED = Pattern.compile("^([^|]+\\|){4}r\\|");

    private static final Duration BOUND = Duration.ofSeconds(5);
    private static final Duration WATCHED = Duration.ofSeconds(9);
    private static final Duration FAILOVER_AT_MOST = Duration.ofSeconds(60);

    /** With Sentinel's address for a Redis. */
    private static Stack start(int sentinelPort) throws Exception {
        Stack.forget(DATA);
        Path config = Files.createDirectories(DATA.resolve("overrides"));
        Files.write(
                config.resolve("token-service.properties"),
                List.of(
                        "quarkus.redis.client-type=sentinel",
                        "quarkus.redis.master-name=" + MASTER,
                        "quarkus.redis.hosts=redis://127.0.0.1:" + sentinelPort));
        return Stack.start(DATA, Stack.freePortBase(), config);
    }

    /** Tokens that this Redis holds as revoked. */
    private static long revocations(int port) {
        long[] revoked = {0};
        Lab.redis(
                port,
                redis -> revoked[0] = redis.keys("t:*").stream()
                        .filter(key -> REVOKED.matcher(redis.hget(key, "m")).find())
                        .count());
        return revoked[0];
    }

    @Test
    void aRevokedTokenStaysRevokedThoughAReplicaIsPromotedThatHasNotHeardOfIt() throws Exception {
        int sentinelPort = Stack.freePortBase();
        try (Stack stack = start(sentinelPort)) {
            int master = URI.create(stack.value("/redis")).getPort();
            try (Link replication = Link.to(master);
                    RedisServer sentinel = RedisServer.sentinel(stack, sentinelPort, master, MASTER);
                    AnotherInstance other =
                            AnotherInstance.ofTokenService(DATA, Stack.freePortBase(), Stream.empty(), Map.of())) {
                Checker here = new Checker(stack, stack.url("token"));
                Checker there = new Checker(stack, other.url());
                Person ada = Person.registers(stack, "Ada");
                String workspace = ada.firstWorkspace();
                String apiUser =
                        ada.createsApiUser(workspace, Map.of("name", "Export", "permissions", List.of("reports")));
                Ask revoked = Ask.token(ada.tokenOf(apiUser)).in(workspace).may("reports");
                Ask good = Ask.token(ada.personalToken()).in(workspace).may("reports");
                for (Checker checker : List.of(here, there)) {
                    checker.sees(good, "allowed");
                    checker.sees(revoked, "allowed");
                }
                try (RedisServer replica = RedisServer.replica(stack, Stack.freePortBase(), replication.port())) {
                    // From then on there are 10 s until Sentinel notices the way, and leads the replica past it.
                    await().pollInterval(Duration.ofMillis(50))
                            .until(() -> sentinel.says(redis -> redis.info("sentinel"))
                                    .contains("slaves=1"));
                    replication.swallow();
                    ada.revokesTokenOf(apiUser);
                    here.finds(revoked, "revoked");
                    assertThat(revocations(master)).isEqualTo(1);
                    assertThat(revocations(replica.port())).isZero();

                    stack.without("redis", () -> staysRevoked(revoked, here, there, replica));

                    for (Checker checker : List.of(here, there)) {
                        checker.sees(good, "allowed");
                        checker.finds(revoked, "revoked");
                    }
                }
            }
        }
    }

    /** Until the replica is the master, for some time after that, and until it holds everything again. */
    private static void staysRevoked(Ask revoked, Checker here, Checker there, RedisServer replica) {
        await().atMost(FAILOVER_AT_MOST).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(here.verdict(revoked)).isNotEqualTo("allowed");
            return replica.isMaster();
        });
        long promoted = System.nanoTime();
        while (System.nanoTime() - promoted < WATCHED.toNanos()) {
            long asked = System.nanoTime();
            assertThat(here.verdict(revoked)).isNotEqualTo("allowed");
            String verdict = there.verdict(revoked);
            assertThat(verdict.equals("allowed") && asked - promoted > BOUND.toNanos())
                    .as("allowed elsewhere, long after the failover")
                    .isFalse();
        }
        await().until(() -> replica.says(redis -> redis.exists("epoch")));
    }
}
