package io.latchkey.token.check;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.check")
interface CheckConfig {
    /** How long a check waits for the revision it was asked to see at least. */
    Duration waitAtMost();

    /** Checks answered from PostgreSQL at once while the cache is not to be trusted, so that they do not drown it. */
    int postgresConcurrency();

    /** Those that may wait for their turn; more are refused with 503. */
    int postgresQueue();

    /** For how long at most an instance tries checks before it says that it is ready; zero for not at all. */
    Duration warmUp();
}
