package io.latchkey.token.tokens;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "latchkey.expiry")
interface ExpiryConfig {
    /** How long before a token's end it is told of. */
    List<Duration> warn();

    /** How often it is looked for those. */
    String sweep();
}
