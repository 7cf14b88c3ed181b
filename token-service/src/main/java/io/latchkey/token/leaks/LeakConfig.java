package io.latchkey.token.leaks;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.leaks")
interface LeakConfig {
    /** Requests of one source, to one instance. */
    int perMinute();

    Github github();

    interface Github {
        /** Where GitHub publishes the keys of its secret scanning; without it reports of GitHub's are not taken. */
        Optional<URI> keys();

        /** For one fetch of the keys. */
        Duration timeout();
    }
}
