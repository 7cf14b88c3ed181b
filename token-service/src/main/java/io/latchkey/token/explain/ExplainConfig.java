package io.latchkey.token.explain;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.explain")
interface ExplainConfig {
    /** How long it is kept which event took a right away. */
    Duration remember();
}
