package io.latchkey.workspace.warmup;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.changes")
interface WarmUpConfig {
    /** For how long at most an instance tries changes before it says that it is ready; zero for not at all. */
    Duration warmUp();
}
