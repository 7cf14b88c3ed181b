package io.latchkey.workspace.operations;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.retelling")
interface RetellingConfig {
    /** How often all of a workspace is told anew, so that what others have missed is found and put right; zero for never. */
    Duration every();
}
