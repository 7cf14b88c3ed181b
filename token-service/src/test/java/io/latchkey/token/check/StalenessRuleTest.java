package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.cache.LaterClock;
import io.latchkey.token.check.StalenessConfig.Beyond;
import io.latchkey.token.scopes.Facts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StalenessRuleTest {
    private static final Instant NOW = Instant.parse("2026-11-25T20:00:00Z");

    private record Config(Beyond beyond) implements StalenessConfig {
        @Override
        public Duration markAfter() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration bound() {
            return Duration.ofSeconds(60);
        }
    }

    private static LaterClock clock() {
        return LaterClock.of(Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static boolean isStale(Beyond beyond, long lateSeconds) {
        Staleness staleness = new Staleness(new Config(beyond), true, clock());
        return staleness.isStale(new Facts(
                null,
                null,
                null,
                null,
                null,
                null,
                NOW.minusSeconds(lateSeconds).toEpochMilli()));
    }

    @Test
    void isMarkedFromTheFirstBound() {
        assertThat(isStale(Beyond.GO_ON, 10)).isFalse();
        assertThat(isStale(Beyond.GO_ON, 11)).isTrue();
        assertThat(isStale(Beyond.REFUSE, 60)).isTrue();
    }

    @Test
    void isRefusedBeyondTheSecondOneWhereConfigured() {
        assertThat(isStale(Beyond.GO_ON, 3600)).isTrue();
        assertThatThrownBy(() -> isStale(Beyond.REFUSE, 61)).isInstanceOf(Refused.class);
    }

    @Test
    void nothingHeardIsNothingLate() {
        Staleness staleness = new Staleness(new Config(Beyond.REFUSE), true, clock());

        assertThat(staleness.isStale(Facts.NONE)).isFalse();
    }
}
