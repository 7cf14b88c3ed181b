package io.latchkey.token.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.scopes.Facts;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;

/**
 * The newest that this instance has committed and brought to Redis, of the last minutes. Should Redis fail over to a
 * replica that has lost some of it, or be set back, this instance notices with the first read and asks PostgreSQL; the
 * others notice by the lease ({@link CacheKeeper}).
 */
@Singleton
class OwnWrites {
    /** Longer than a failover takes until the lease has lapsed and Redis is filled anew. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    /** Some 20 MB at most; those that were used least go first. */
    private static final int MOST = 100_000;

    private final Cache<Key, Long> newest =
            Caffeine.newBuilder().expireAfterWrite(REMEMBERED).maximumSize(MOST).build();
    private final boolean on;

    OwnWrites(Protections protections) {
        this.on = protections.on(Protection.OWN_WRITES);
    }

    /** @param in the workspace, of an account's scope; else null */
    private record Key(UUID of, UUID in) {
        /** Half of its HMAC names a token well enough: who shares it with another only asks PostgreSQL more often. */
        static Key ofToken(byte[] hmac) {
            ByteBuffer bytes = ByteBuffer.wrap(hmac);
            return new Key(new UUID(bytes.getLong(), bytes.getLong()), null);
        }
    }

    void token(byte[] hmac, long version) {
        remember(Key.ofToken(hmac), version);
    }

    void scope(UUID account, UUID workspace, long revision) {
        remember(new Key(account, workspace), revision);
    }

    void device(UUID device, long revision) {
        remember(new Key(device, null), revision);
    }

    void workspace(UUID workspace, long revision) {
        remember(new Key(workspace, null), revision);
    }

    private void remember(Key key, long number) {
        newest.asMap().merge(key, number, Math::max);
    }

    /** Whether none of it is older than what this instance knows, and nothing missing that it has made. */
    boolean admit(Facts facts, CacheReader.Wanted wanted) {
        Key token = Key.ofToken(wanted.hmac());
        if (facts.token() == null) {
            return admit(token, -1);
        }
        UUID account = facts.token().account();
        UUID workspace = wanted.workspace();
        UUID device = wanted.device();
        return admit(token, facts.token().version())
                && (workspace == null
                        || admit(
                                        new Key(account, workspace),
                                        facts.scope() == null
                                                ? -1
                                                : facts.scope().revision())
                                && admitWorkspace(workspace, facts.workspace().revision()))
                && (device == null
                        || admitDevice(
                                device,
                                facts.device() == null ? -1 : facts.device().revision()));
    }

    boolean admitWorkspace(UUID workspace, long revision) {
        return admit(new Key(workspace, null), revision);
    }

    boolean admitDevice(UUID device, long revision) {
        return admit(new Key(device, null), revision);
    }

    private boolean admit(Key key, long number) {
        Long known = on ? newest.getIfPresent(key) : null;
        return known == null || number >= known;
    }
}
