package io.latchkey.token.check;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Member;
import io.latchkey.token.cache.CacheKeeper;
import io.latchkey.token.cache.CacheReader;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.tokens.Peppers;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class WarmUpTest {
    private record OfAMinute() implements CheckConfig {
        @Override
        public Duration warmUp() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration waitAtMost() {
            return Duration.ZERO;
        }

        @Override
        public int postgresConcurrency() {
            return 1;
        }

        @Override
        public int postgresQueue() {
            return 1;
        }
    }

    @Inject
    CheckJson json;

    @Inject
    Peppers peppers;

    @Inject
    CacheReader redis;

    @Inject
    PostgresReader postgres;

    @Inject
    CacheKeeper cache;

    @Inject
    Pool pool;

    @Inject
    Judge judge;

    @Inject
    Vertx vertx;

    private WarmUp cold() {
        return new WarmUp(json, peppers, redis, postgres, judge, vertx, new OfAMinute());
    }

    private WarmUp warm() {
        WarmUp warm = cold();
        warm.start(new StartupEvent());
        await().until(warm::isOver);
        return warm;
    }

    @Test
    void itIsNotReadyUntilThen() {
        assertThat(status(cold())).isEqualTo(Status.DOWN);
        assertThat(status(warm())).isEqualTo(Status.UP);
        given().get("/health/ready").then().statusCode(200).body("checks.data.warm", hasItem(true));
    }

    private Status status(WarmUp warmUp) {
        return new ChecksReady(cache, pool, warmUp)
                .call()
                .await()
                .indefinitely()
                .getStatus();
    }

    @Test
    void checksAreTriedOnEachLoopAndNoneIsCounted() {
        List<String> before = counted();

        assertThat(warm().tried()).isGreaterThanOrEqualTo(300);
        assertThat(counted()).isNotEmpty().isEqualTo(before);
    }

    private static List<String> counted() {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("latchkey_checks_"))
                .filter(line -> line.contains("_count{") || line.contains("_total"))
                .toList();
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
