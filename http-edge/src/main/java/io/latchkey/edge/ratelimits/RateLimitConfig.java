package io.latchkey.edge.ratelimits;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.rate-limits")
interface RateLimitConfig {
    /** Requests of an account in a window, whichever of its tokens and sessions they come with. */
    int perAccount();

    /** Requests from a network address in a window, whoever sends them. */
    int perSource();

    Duration window();

    /** Whether those count who come without a JWT; not where they are programs with a credential of their own. */
    boolean anonymous();
}
