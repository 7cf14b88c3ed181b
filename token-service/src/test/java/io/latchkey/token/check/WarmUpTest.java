package io.latchkey.token.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Member;
import io.latchkey.token.cache.CacheKeeper;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.scopes.Facts;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WarmUpTest.OfAMinute.class)
@WithTestResource(Servers.class)
class WarmUpTest {
    public static class OfAMinute implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.check.warm-up", "PT60S");
        }
    }

    @Inject
    WarmUp warmUp;

    @Inject
    PostgresReader postgres;

    @Inject
    CacheKeeper cache;

    @Inject
    Pool pool;

    @Inject
    CheckConfig config;

    @Test
    void itIsNotReadyUntilThen() {
        WarmUp underWay = new WarmUp(null, null, null, null, null, null, config);

        assertThat(status(underWay)).isEqualTo(Status.DOWN);
        await().until(warmUp::isOver);
        assertThat(status(warmUp)).isEqualTo(Status.UP);
    }

    private Status status(WarmUp warmUp) {
        return new ChecksReady(cache, pool, warmUp)
                .call()
                .await()
                .indefinitely()
                .getStatus();
    }

    @Test
    void checksAreTriedBeforeItIsReadyAndNoneIsCounted() {
        await().until(warmUp::isOver);

        assertThat(warmUp.tried()).isGreaterThanOrEqualTo(300);
        given().get("/health/ready").then().statusCode(200).body("checks.data.warm", hasItem(true));
        assertThat(given().get("/metrics").asString().lines())
                .filteredOn(line -> line.startsWith("latchkey_checks_"))
                .filteredOn(line -> line.contains("_count{") || line.contains("_total"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith(" 0.0") || line.endsWith(" 0"));
    }

    @Test
    void whatIsTriedIsATokenThatLivesAndMayDoSomethingSomewhere() throws Exception {
        new Member(UUID.randomUUID(), Told.user().account())
                .permissions("rules")
                .tell();

        await().untilAsserted(() -> {
            Wanted tried = postgres.any()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .orElseThrow();
            assertThat(tried.workspace()).isNotNull();
            assertThat(read(tried).token()).isNotNull();
            assertThat(read(tried).scope()).isNotNull();
        });
    }

    private Facts read(Wanted wanted) {
        return postgres.byToken(wanted)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
