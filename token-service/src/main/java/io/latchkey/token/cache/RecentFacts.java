package io.latchkey.token.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.scopes.Facts;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Facts by what was wanted, as this instance has last read them from Redis: off, unless {@code latchkey.cache.memory} says for
 * how long they may be believed. Redis tells which keys have changed ({@link ChangedKeys}), mostly within a millisecond; where
 * that does not arrive, what is remembered is still never believed for longer than configured, from before it was asked for.
 */
@Singleton
class RecentFacts {
    private static final Duration LONGEST = Duration.ofSeconds(1);
    private static final int MOST = 200_000;
    /** When any key of those that share a place has last changed. More places: fewer that are forgotten for nothing. */
    private static final int PLACES = 1 << 16;

    private static final long NEVER = Long.MAX_VALUE;

    private final long believedNanos;
    private final Cache<Wanted, Held> held;
    private final AtomicLongArray changedAt = new AtomicLongArray(PLACES);
    private final long origin = System.nanoTime();
    /** Since when every change is told; NEVER while none is. */
    private volatile long toldSince = NEVER;

    private record Held(Facts facts, long askedAt) {}

    RecentFacts(CacheConfig config) {
        Duration believed = config.memory();
        if (believed.isNegative() || believed.compareTo(LONGEST) > 0) {
            throw new IllegalStateException("latchkey.cache.memory must be from PT0S, which is off, to " + LONGEST);
        }
        believedNanos = believed.toNanos();
        held = Caffeine.newBuilder()
                .expireAfterWrite(believed)
                .maximumSize(MOST)
                .build();
    }

    boolean isOn() {
        return believedNanos > 0;
    }

    /** Nanoseconds since this was made. */
    long now() {
        return System.nanoTime() - origin;
    }

    /** Null where nothing is remembered that may be believed. */
    Facts of(Wanted wanted) {
        Held known = isOn() ? held.getIfPresent(wanted) : null;
        return known != null && isBelieved(wanted, known.askedAt()) ? known.facts() : null;
    }

    private boolean isBelieved(Wanted wanted, long askedAt) {
        return now() - askedAt < believedNanos
                && askedAt > toldSince
                && askedAt > changedAt.get(place(Keys.token(wanted.hmac())))
                && (wanted.workspace() == null || askedAt > changedAt.get(place(Keys.workspace(wanted.workspace()))))
                && (wanted.device() == null || askedAt > changedAt.get(place(Keys.device(wanted.device()))));
    }

    /** @param askedAt before Redis was asked, by {@link #now} */
    void remember(Wanted wanted, Facts facts, long askedAt) {
        if (isOn() && facts.token() != null) {
            held.put(wanted, new Held(facts, askedAt));
        }
    }

    void changed(String key) {
        changedAt.set(place(key), now());
    }

    /** From now on every change is told. */
    void told() {
        toldSince = now();
    }

    void notTold() {
        toldSince = NEVER;
    }

    /** Once no instance can believe any more what it has read before this was asked. */
    Uni<Void> outlived() {
        Uni<Void> now = Uni.createFrom().voidItem();
        return isOn() ? now.onItem().delayIt().by(Duration.ofNanos(believedNanos)) : now;
    }

    private static int place(String key) {
        int hash = key.hashCode();
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}
