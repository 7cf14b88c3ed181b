package io.latchkey.workspace.imports;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.imports")
interface ImportConfig {
    /** In one file; the larger, the longer other changes of the workspace wait. */
    int maxLines();

    /** How long what came of an import can be read. */
    Duration retention();
}
