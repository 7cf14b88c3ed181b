package io.latchkey.token.leaks;

import io.smallrye.config.ConfigMapping;

@ConfigMapping(prefix = "latchkey.leaks")
interface LeakConfig {
    /** Requests of one source, to one instance. */
    int perMinute();
}
