package io.latchkey.identity.throttle;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.throttle")
interface ThrottleConfig {
    /** From the first failure on; then it is forgotten. */
    Duration window();

    int perAccountAndSource();

    int perAccount();

    int perSource();
}
