package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The later of this machine's time and Redis', which all instances share: with a clock that is behind, no instance goes on
 * allowing what is over, takes what is late for new, or issues what is over already. What Redis last said runs on by itself, so
 * that a clock that is put back is not believed either.
 */
@Singleton
public class LaterClock {
    private final Clock own;
    private final boolean heedsRedis;
    /** Null until Redis has said something. */
    private volatile Said said;

    /** @param nanos when it was said, of a clock that nobody puts back */
    private record Said(long millis, long nanos) {
        long now() {
            return millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }
    }

    @Inject
    public LaterClock(Clock own, MeterRegistry registry, Protections protections) {
        this(own, protections.on(Protection.LATER_CLOCK));
        Gauge.builder("latchkey.clock.offset.seconds", this::offsetSeconds)
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

    private double offsetSeconds() {
        Said redis = said;
        return redis == null ? 0 : (redis.now() - own.millis()) / 1000.0;
    }

    /** Since 1970. */
    public long millis() {
        Said redis = said;
        return heedsRedis && redis != null ? Math.max(own.millis(), redis.now()) : own.millis();
    }

    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** @param millis that it is just now for Redis */
    void redisSays(long millis) {
        said = new Said(millis, System.nanoTime());
    }
}
