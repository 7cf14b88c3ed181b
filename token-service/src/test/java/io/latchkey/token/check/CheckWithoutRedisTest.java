package io.latchkey.token.check;

import static io.latchkey.token.Told.verdict;
import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class CheckWithoutRedisTest {
    /** Longer than anybody waits who asks for a change. */
    private static final Duration SILENCE = Duration.ofSeconds(12);

    private final UUID workspace = UUID.randomUUID();

    @Inject
    Redis redis;

    @Inject
    MeterRegistry registry;

    private double fromPostgres() {
        return registry.get("latchkey.checks.postgres").counter().count();
    }

    private static void awaitCompleteCache() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(given().get("/metrics").asString()).contains("latchkey_cache_complete 1.0"));
    }

    @Test
    void answersFromPostgresAndFillsRedisAgainBeforeItCounts() throws Exception {
        Holder holder = Told.user();
        Holder revoked = Told.user();
        UUID device = Told.device(workspace);
        long revision = new Member(workspace, holder.account())
                .permissions("rules")
                .devices(java.util.List.of(device), "device:view")
                .tell();
        assertThat(verdictAt(revision, holder.token(), workspace, "rules", device))
                .isEqualTo("allowed");

        Servers.stopRedis();
        try {
            assertThat(verdict(holder.token(), workspace, "rules", device)).isEqualTo("allowed");
            assertThat(verdict(holder.token(), workspace, "billing", null)).isEqualTo("missing_permission");
            assertThat(verdict("lk_pat_" + "0".repeat(36), workspace, null, null))
                    .isEqualTo("unknown");
            // Changes are taken too, and hold at once.
            given().auth()
                    .oauth2(TestIssuer.session(revoked.account()))
                    .delete("/v1/tokens/" + revoked.tokenId())
                    .then()
                    .statusCode(204);
            assertThat(verdict(revoked.token(), null, null, null)).isEqualTo("revoked");
            long changed =
                    new Member(workspace, holder.account()).permissions("zones").tell();
            assertThat(verdictAt(changed, holder.token(), workspace, "zones", null))
                    .isEqualTo("allowed");
            given().get("/health/ready").then().statusCode(200);
        } finally {
            Servers.startRedis();
        }

        awaitCompleteCache();
        double before = fromPostgres();
        assertThat(verdict(holder.token(), workspace, "zones", null)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("missing_permission");
        assertThat(verdict(revoked.token(), null, null, null)).isEqualTo("revoked");
        assertThat(fromPostgres()).isEqualTo(before);
    }

    @Test
    void aSilentRedisKeepsNobodyFromRevoking() {
        Holder holder = Told.user();
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
        awaitCompleteCache();

        redis.send(Request.cmd(Command.CLIENT).arg("PAUSE").arg(SILENCE.toMillis()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .delete("/v1/tokens/" + holder.tokenId())
                .then()
                .statusCode(204);
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("revoked");
        awaitCompleteCache();
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("revoked");
    }

    @Test
    void anEmptiedRedisIsNeverTakenForTheTruth() {
        Holder holder = Told.user();
        long revision =
                new Member(workspace, holder.account()).permissions("rules").tell();
        assertThat(verdictAt(revision, holder.token(), workspace, "rules", null))
                .isEqualTo("allowed");

        redis.send(Request.cmd(Command.FLUSHALL))
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("allowed");
        awaitCompleteCache();
        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("allowed");
    }
}
