package io.latchkey.token.tokens;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.retention")
interface RetentionConfig {
    /** How long ended tokens are kept, at least 90 days; without it for ever. */
    Optional<Duration> tokens();
}
