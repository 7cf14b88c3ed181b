package io.latchkey.token.cache;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;

/**
 * The later of this machine's time and Redis', which all instances share: with a clock that is behind, no instance goes on
 * allowing what is over, or takes what is late for new.
 */
@Singleton
public class LaterClock {
    private final Clock own;
    private volatile long offsetMillis;

    public LaterClock(Clock own, MeterRegistry registry) {
        this.own = own;
        Gauge.builder("latchkey.clock.offset.seconds", () -> offsetMillis / 1000.0)
                .description("How far Redis' clock is ahead of this machine's; below 0 where it is behind")
                .register(registry);
    }

    /** Since 1970. */
    public long millis() {
        return own.millis() + Math.max(0, offsetMillis);
    }

    /** @param millis that it is just now for Redis */
    void redisSays(long millis) {
        offsetMillis = millis - own.millis();
    }
}
