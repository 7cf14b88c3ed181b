package io.latchkey.token.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** With a lease of 3 s that is renewed every half second. */
class LapseTest {
    private static final long TAKES = 4000;

    private long millis = 100_000;

    private final Lapse lapse = new Lapse(new Remembering(Duration.ZERO), () -> nanos(millis));

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    private void seen(long forMillis) {
        long end = millis + forMillis;
        for (lapse.postgresSeen(nanos(millis)); millis < end; lapse.postgresSeen(nanos(millis))) {
            millis += 500;
        }
    }

    @Test
    void isSureOnceEverybodyHasHadTimeToSeeWhatIsMissing() {
        assertThat(lapse.takes()).isEqualTo(Duration.ofMillis(TAKES));
        assertThat(lapse.isSure()).isFalse();

        seen(TAKES - 500);
        assertThat(lapse.isSure()).isFalse();
        assertThat(lapse.surelyMillis()).isGreaterThan(Duration.ofDays(365).toMillis());

        seen(500);
        assertThat(lapse.isSure()).isTrue();
        assertThat(lapse.surelyMillis()).isEqualTo(TAKES);
    }

    @Test
    void aMomentWithoutPostgresProvesNothingOfWhatWasBefore() {
        seen(2 * TAKES);

        lapse.postgresLost();
        assertThat(lapse.isSure()).isFalse();

        seen(TAKES - 500);
        assertThat(lapse.isSure()).isFalse();
        seen(500);
        assertThat(lapse.isSure()).isTrue();
    }

    @Test
    void norDoesALookThatTakesLong() {
        seen(2 * TAKES);

        millis += 2001;
        assertThat(lapse.isSure()).isFalse();

        seen(0);
        assertThat(lapse.isSure()).isFalse();
    }
}
