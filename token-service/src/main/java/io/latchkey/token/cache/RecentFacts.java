package io.latchkey.token.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.scopes.Facts;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

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

    /** @param places of every key that was read for them */
    private record Held(Facts facts, long askedAt, int[] places) {}

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
        return known != null && isBelieved(known) ? known.facts() : null;
    }

    private boolean isBelieved(Held known) {
        if (now() - known.askedAt() >= believedNanos || known.askedAt() <= toldSince) {
            return false;
        }
        for (int place : known.places()) {
            if (known.askedAt() <= changedAt.get(place)) {
                return false;
            }
        }
        return true;
    }

    /** @param askedAt before Redis was asked, by {@link #now} */
    void remember(Wanted wanted, Facts facts, long askedAt) {
        if (isOn() && facts.token() != null) {
            held.put(wanted, new Held(facts, askedAt, places(wanted)));
        }
    }

    private static int[] places(Wanted wanted) {
        IntStream.Builder places = IntStream.builder().add(place(Keys.token(wanted.hmac())));
        if (wanted.workspace() != null) {
            places.add(place(Keys.workspace(wanted.workspace())));
        }
        if (wanted.device() != null) {
            places.add(place(Keys.device(wanted.device())));
        }
        return places.build().toArray();
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
