package io.latchkey.token.check;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.staleness")
interface StalenessConfig {
    /** From when on an answer says that it is stale: so late are events. */
    Duration markAfter();

    /** Beyond it, what {@link #beyond} says is done. */
    Duration bound();

    Beyond beyond();

    enum Beyond {
        /** Answer, and mark it. */
        GO_ON,
        /** 503 until events flow again. */
        REFUSE
    }
}
