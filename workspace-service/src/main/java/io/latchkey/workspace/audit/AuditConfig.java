package io.latchkey.workspace.audit;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.audit")
interface AuditConfig {
    Key key();

    /** How long entries are kept; without it for ever. */
    Optional<Duration> retention();

    interface Key {
        /** 256 random bits in base64; entries are written with it. */
        Optional<String> current();

        /** Those that older entries were written with. */
        Optional<List<String>> retired();
    }
}
