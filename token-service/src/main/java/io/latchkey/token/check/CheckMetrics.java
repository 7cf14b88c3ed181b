package io.latchkey.token.check;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Meters looked up once, not once a check. */
@Singleton
class CheckMetrics {
    private final Map<Verdict, Timer> byVerdict = new EnumMap<>(Verdict.class);
    private final Counter undecided;
    private final Counter stale;
    private final Counter fromPostgres;
    private final Counter rotatedOutUsed;

    CheckMetrics(MeterRegistry registry) {
        for (Verdict verdict : Verdict.values()) {
            byVerdict.put(
                    verdict,
                    Timer.builder("latchkey.checks")
                            .description("Checks decided, by verdict")
                            .tag("verdict", verdict.text())
                            .register(registry));
        }
        undecided = Counter.builder("latchkey.checks.undecided")
                .description("Checks answered 503, since nothing could be said")
                .register(registry);
        stale = Counter.builder("latchkey.checks.stale")
                .description("Checks answered though events are late")
                .register(registry);
        fromPostgres = Counter.builder("latchkey.checks.postgres")
                .description("Checks answered from PostgreSQL, since the cache was not to be trusted")
                .register(registry);
        rotatedOutUsed = Counter.builder("latchkey.tokens.rotated.out.used")
                .description("Uses of tokens after they were rotated and their overlap ended")
                .register(registry);
    }

    void decided(Answer answer, long nanos) {
        byVerdict.get(answer.verdict()).record(nanos, TimeUnit.NANOSECONDS);
        if (answer.stale()) {
            stale.increment();
        }
    }

    void undecided() {
        undecided.increment();
    }

    void rotatedOutUsed() {
        rotatedOutUsed.increment();
    }

    void fromPostgres() {
        fromPostgres.increment();
    }
}
