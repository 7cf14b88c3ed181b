package io.latchkey.token.uses;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.uses")
interface UsesConfig {
    /** How late a use may be shown; a crash loses as much. */
    Duration flush();
}
