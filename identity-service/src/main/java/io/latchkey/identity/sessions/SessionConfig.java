package io.latchkey.identity.sessions;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.sessions")
interface SessionConfig {
    Duration accessLifespan();

    /** From log-in on; refreshing does not extend it. */
    Duration refreshLifespan();

    /** How long a session lasts that nobody uses. */
    Duration idleLifespan();
}
