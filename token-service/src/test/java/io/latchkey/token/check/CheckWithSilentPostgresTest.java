package io.latchkey.token.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.local.tests.AnotherTransaction;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It takes connections and does not answer, as behind a lost network. */
@QuarkusTest
@WithTestResource(Servers.class)
class CheckWithSilentPostgresTest {
    /** Longer than a lease. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private final UUID workspace = UUID.randomUUID();

    @Inject
    DataSource postgres;

    @Inject
    MeterRegistry registry;

    @BeforeEach
    void redisIsWhole() {
        await().until(() -> registry.get("latchkey.cache.complete").gauge().value() == 1);
    }

    @Test
    void redisIsBelievedAllTheWhile() throws Exception {
        Holder holder = Told.user();
        long revision =
                new Member(workspace, holder.account()).permissions("rules").tell();
        assertThat(Told.verdictAt(revision, holder.token(), workspace, "rules", null))
                .isEqualTo("allowed");
        double before = fromPostgres();
        int checks = 0;

        try (AnotherTransaction silent = silence()) {
            long end = System.nanoTime() + SILENCE.toNanos();
            while (System.nanoTime() < end) {
                assertThat(Told.verdict(holder.token(), workspace, "rules", null))
                        .isEqualTo("allowed");
                checks++;
            }
            assertThat(silent.isAwaited()).isTrue();
        }

        // Redis itself may be slow now and then.
        assertThat(fromPostgres() - before).isLessThan(checks / 10.0);
    }

    /** The lease is renewed meanwhile by whoever reaches Redis, so that time proves nothing. */
    @Test
    void whatRedisHasNotHeardOfIsNotAcknowledged() throws Exception {
        Holder holder = Told.user();
        assertThat(Told.verdict(holder.token(), null, null, null)).isEqualTo("allowed");

        Servers.stopRedis();
        try (AnotherTransaction _ = silence()) {
            revoke(holder)
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue())
                    .body("detail", startsWith("This is done"));
        } finally {
            Servers.startRedis();
        }

        await().untilAsserted(() -> revoke(holder).then().statusCode(204));
        assertThat(Told.verdict(holder.token(), null, null, null)).isEqualTo("revoked");
    }

    private static Response revoke(Holder holder) {
        return given().auth().oauth2(TestIssuer.session(holder.account())).delete("/v1/tokens/" + holder.tokenId());
    }

    /** For whoever looks whether anything waits for Redis; everything else is answered. */
    private AnotherTransaction silence() throws SQLException {
        AnotherTransaction silent = new AnotherTransaction(postgres);
        silent.executes("lock table cache_state in access exclusive mode");
        await().until(silent::isAwaited);
        return silent;
    }

    private double fromPostgres() {
        return registry.get("latchkey.checks.postgres").counter().count();
    }
}
