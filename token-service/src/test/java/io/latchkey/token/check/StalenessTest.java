package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How late the events of others are is known by their heartbeats, to every instance, from Redis or without it. */
@QuarkusTest
@WithTestResource(Servers.class)
class StalenessTest {
    private Holder holder;

    @Inject
    Pool postgres;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    @AfterEach
    void nothingHasBeenHeard() {
        postgres.query("delete from heard").execute().await().indefinitely();
        await().until(() -> !isStale());
    }

    private static void heartbeat(Instant at) {
        TestEvents.send(
                TestEvents.ACCESS, "heartbeat/0", "io.latchkey.heartbeat.v1", "{}", Map.of("time", at.toString()));
    }

    private boolean isStale() {
        return Boolean.TRUE.equals(
                Told.check(Told.ask(holder.token(), null, null, null)).path("stale"));
    }

    @Test
    void answersSayWhenEventsAreLate() {
        assertThat(isStale()).isFalse();

        heartbeat(Instant.now().minusSeconds(30));

        await().until(this::isStale);
        assertThat(Told.verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void andNoMoreOnceTheyFlowAgain() {
        heartbeat(Instant.now().minusSeconds(30));
        await().until(this::isStale);

        heartbeat(Instant.now());

        await().until(() -> !isStale());
    }

    @Test
    void withoutRedisToo() throws Exception {
        heartbeat(Instant.now().minusSeconds(30));
        await().until(this::isStale);

        Servers.stopRedis();
        try {
            assertThat(isStale()).isTrue();
        } finally {
            Servers.startRedis();
        }
    }
}
