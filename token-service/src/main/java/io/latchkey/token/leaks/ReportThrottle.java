package io.latchkey.token.leaks;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** So many reports a minute from each address. */
@ApplicationScoped
class ReportThrottle {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int MOST_SOURCES = 100_000;

    private final LeakConfig config;
    private final Cache<String, Bucket> bucketBySource = Caffeine.newBuilder()
            .maximumSize(MOST_SOURCES)
            .expireAfterAccess(PERIOD)
            .build();

    ReportThrottle(LeakConfig config) {
        this.config = config;
    }

    /** @throws Refused where it has sent too many */
    void admit(String source) {
        ConsumptionProbe probe = bucketBySource
                .get(
                        source,
                        fresh -> Bucket.builder()
                                .addLimit(limit ->
                                        limit.capacity(config.perMinute()).refillGreedy(config.perMinute(), PERIOD))
                                .build())
                .tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Refused.later(
                    Reason.TOO_MANY_ATTEMPTS,
                    "Too many reports from this address.",
                    Duration.ofNanos(probe.getNanosToWaitForRefill()).plusSeconds(1));
        }
    }
}
