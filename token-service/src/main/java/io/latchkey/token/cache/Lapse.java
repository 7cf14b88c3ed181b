package io.latchkey.token.cache;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a committed change may be unknown to a cache that is believed. Whoever keeps the lease renews it until it sees the
 * change's note, one period late, and the lease lasts from there. But the note is in PostgreSQL: while that is away the
 * lease is renewed all the same, so that time proves nothing then, nor until the lease has had time to lapse once more.
 */
@Singleton
class Lapse {
    /** A century: longer than anything has waited. */
    private static final long NEVER_MILLIS = Duration.ofDays(36_525).toMillis();

    private final Duration takes;
    private final long gapNanos;
    private final LongSupplier nanoTime;
    private long since;
    private long latest;
    private boolean inSight;

    @Inject
    Lapse(CacheConfig config) {
        this(config, System::nanoTime);
    }

    Lapse(CacheConfig config, LongSupplier nanoTime) {
        this.takes = config.lease().plus(config.renew().multipliedBy(2));
        this.gapNanos = patience(config).multipliedBy(2).toNanos();
        this.nanoTime = nanoTime;
    }

    /** For how long a keeper waits for Redis, and for PostgreSQL. */
    static Duration patience(CacheConfig config) {
        return config.renew().multipliedBy(2);
    }

    /** From the commit of a change until no check believes a cache that it has not reached, if PostgreSQL stays in sight. */
    Duration takes() {
        return takes;
    }

    /** @param at when it was asked, by {@link System#nanoTime} */
    synchronized void postgresSeen(long at) {
        if (!inSight || at - latest > gapNanos) {
            since = at;
        }
        inSight = true;
        latest = at;
    }

    synchronized void postgresLost() {
        inSight = false;
    }

    /** Whether a change that is older than {@link #takes} is known to every check by now. */
    synchronized boolean isSure() {
        long now = nanoTime.getAsLong();
        return inSight && now - latest <= gapNanos && now - since >= takes.toNanos();
    }

    /** How old a note is at least of whose change every check knows, in milliseconds. */
    long surelyMillis() {
        return isSure() ? takes.toMillis() : NEVER_MILLIS;
    }
}
