package io.latchkey.token.cache;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;

@ConfigMapping(prefix = "latchkey.cache")
public interface CacheConfig {
    /** For one round trip; a check that waits longer asks PostgreSQL. */
    Duration timeout();

    /** For one look into PostgreSQL in its place; a check that waits longer is 503. */
    Duration postgresTimeout();

    /** How long an instance may believe what it has read; zero for not at all. */
    Duration memory();

    /** How long the cache counts as complete without being told again. */
    Duration lease();

    /** How often it is told. */
    Duration renew();

    /** Tokens read from PostgreSQL at once in a rebuild. */
    int rebuildPage();

    /** How often Redis is compared with PostgreSQL. */
    Duration reconcileEvery();
}
