package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * The later of this machine's time and Redis', which all instances share: with a clock that is behind, no instance goes on
 * allowing what is over, takes what is late for new, or issues what is over already.
 */
@Singleton
public class LaterClock {
    private final Clock own;
    private final boolean heedsRedis;
    private volatile long offsetMillis;

    @Inject
    public LaterClock(Clock own, MeterRegistry registry, Protections protections) {
        this(own, protections.on(Protection.LATER_CLOCK));
        Gauge.builder("latchkey.clock.offset.seconds", () -> offsetMillis / 1000.0)
                .description("How far Redis' clock is ahead of this machine's; below 0 where it is behind")
                .register(registry);
    }

    private LaterClock(Clock own, boolean heedsRedis) {
        this.own = own;
        this.heedsRedis = heedsRedis;
    }

    /** Until Redis has said another. */
    public static LaterClock of(Clock own) {
        return new LaterClock(own, true);
    }

    /** Since 1970. */
    public long millis() {
        return heedsRedis ? own.millis() + Math.max(0, offsetMillis) : own.millis();
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** @param millis that it is just now for Redis */
    void redisSays(long millis) {
        offsetMillis = millis - own.millis();
    }
}
