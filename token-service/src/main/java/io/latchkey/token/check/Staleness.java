package io.latchkey.token.check;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.cache.LaterClock;
import io.latchkey.token.check.StalenessConfig.Beyond;
import io.latchkey.token.scopes.Facts;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * What to make of facts that are late. How late is known by the heartbeats of those who tell them; where none has been
 * heard yet, there is nothing to go by, and nothing to be late with. Clocks that differ count as lateness.
 */
@Singleton
class Staleness {
    private final long markAfter;
    private final long bound;
    private final boolean refuses;
    private final LaterClock clock;

    @Inject
    Staleness(StalenessConfig config, Protections protections, LaterClock clock) {
        this(config, protections.on(Protection.STALENESS), clock);
    }

    Staleness(StalenessConfig config, boolean mayRefuse, LaterClock clock) {
        this.markAfter = config.markAfter().toMillis();
        this.bound = config.bound().toMillis();
        this.refuses = config.beyond() == Beyond.REFUSE && mayRefuse;
        this.clock = clock;
    }

    /**
     * @return whether the answer is to be marked
     * @throws Refused where they are too late
     */
    boolean isStale(Facts facts) {
        if (facts.heardAt() == 0) {
            return false;
        }
        long late = clock.millis() - facts.heardAt();
        if (refuses && late > bound) {
            throw Refused.later(
                    Reason.UNAVAILABLE, "What others have changed arrives too late here.", Duration.ofSeconds(1));
        }
        return late > markAfter;
    }
}
