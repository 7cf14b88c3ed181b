package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On a machine whose clock is five minutes behind. */
@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(SlowClockTest.Behind.class)
class SlowClockTest {
    private static final Duration BEHIND = Duration.ofMinutes(5);

    public static class Behind implements QuarkusTestProfile {
        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SlowClock.class);
        }
    }

    @Alternative
    @ApplicationScoped
    static class SlowClock {
        @Produces
        @ApplicationScoped
        Clock clock() {
            return Clock.offset(Clock.systemUTC(), BEHIND.negated());
        }
    }

    @Inject
    MeterRegistry registry;

    @Test
    void aTokenThatIsOverElsewhereIsOverHereToo() {
        Holder holder = Told.user();
        Instant over = Instant.now().minusSeconds(60);
        String token = Told.asksForToken(holder, Map.of("name", "Brief", "expiresAt", over.toString()))
                .path("value");

        await().untilAsserted(
                        () -> assertThat(Told.verdict(token, null, null, null)).isEqualTo("expired"));
        assertThat(registry.get("latchkey.clock.offset.seconds").gauge().value())
                .isBetween(BEHIND.toSeconds() - 5.0, BEHIND.toSeconds() + 5.0);
        assertThat(Told.verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void whatIsIssuedInPlaceOfATokenIsNotOverElsewhere() {
        Holder holder = Told.user();
        Told.verdict(holder.token(), null, null, null);

        String jwt = Told.asGateway()
                .header("Authorization", "Bearer " + holder.token())
                .get("/v1/forward-auth")
                .then()
                .statusCode(200)
                .extract()
                .header("Authorization");

        String claims = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8);
        Instant expiry = Instant.ofEpochSecond(new JsonObject(claims).getLong("exp"));
        assertThat(expiry)
                .isBetween(Instant.now().plusSeconds(20), Instant.now().plusSeconds(60));
    }
}
