package io.latchkey.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionLifeTest {
    private static final Instant LOG_IN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Client CLIENT = new Client("192.0.2.1", "test/1");

    private record Config(Duration accessLifespan, Duration refreshLifespan, Duration idleLifespan)
            implements SessionConfig {}

    private static final SessionConfig CONFIG =
            new Config(Duration.ofMinutes(10), Duration.ofDays(30), Duration.ofDays(14));

    private static Session lastUsed(Instant at) {
        Session session = new Session();
        session.loggedInAt = LOG_IN;
        session.used(CLIENT, at, CONFIG);
        return session;
    }

    private static Instant day(int day) {
        return LOG_IN.plus(Duration.ofDays(day));
    }

    @Test
    void aSessionThatNobodyUsesEnds() {
        assertThat(lastUsed(LOG_IN).isLiveAt(day(14).minusSeconds(1))).isTrue();
        assertThat(lastUsed(LOG_IN).isLiveAt(day(14))).isFalse();
    }

    @Test
    void itLastsForAsLongAsItIsUsed() {
        assertThat(lastUsed(day(10)).isLiveAt(day(23))).isTrue();
    }

    @Test
    void useDoesNotKeepItForEver() {
        assertThat(lastUsed(day(29)).isLiveAt(day(30))).isFalse();
    }
}
