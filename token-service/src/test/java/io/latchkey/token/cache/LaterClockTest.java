package io.latchkey.token.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LaterClockTest {
    private static final long NOON = Instant.parse("2026-11-26T12:00:00Z").toEpochMilli();
    private static final long MINUTES = Duration.ofMinutes(5).toMillis();

    private final OwnClock own = new OwnClock();
    private final LaterClock clock = LaterClock.of(own);

    private static final class OwnClock extends Clock {
        private long millis = NOON;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void goesByTheMachineUntilRedisHasSaidAnything() {
        assertThat(clock.millis()).isEqualTo(NOON);
    }

    @Test
    void whatIsBehindRedisIsNotBelieved() {
        clock.redisSays(NOON + MINUTES);

        assertThat(clock.millis()).isBetween(NOON + MINUTES, NOON + 2 * MINUTES);
    }

    @Test
    void norIsAClockThatIsPutBackBeforeRedisSaysAnythingAgain() {
        clock.redisSays(NOON);

        own.millis = NOON - MINUTES;

        assertThat(clock.millis()).isBetween(NOON, NOON + MINUTES);
    }

    @Test
    void oneThatIsAheadCountsAndNoLongerOnceItIsRight() {
        own.millis = NOON + MINUTES;
        clock.redisSays(NOON);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochMilli(NOON + MINUTES));

        own.millis = NOON;

        assertThat(clock.millis()).isBetween(NOON, NOON + MINUTES - 1);
    }
}
