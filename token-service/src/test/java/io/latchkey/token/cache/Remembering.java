package io.latchkey.token.cache;

import java.time.Duration;

/** @param memory for how long what was read may be believed */
public record Remembering(Duration memory) implements CacheConfig {
    @Override
    public Duration timeout() {
        return Duration.ofMillis(250);
    }

    @Override
    public Duration postgresTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration lease() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Duration renew() {
        return Duration.ofMillis(500);
    }

    @Override
    public int rebuildPage() {
        return 1000;
    }

    @Override
    public Duration reconcileEvery() {
        return Duration.ofHours(1);
    }
}
