package io.latchkey.edge.callers;

import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.http.SimpleGet;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys of an issuer, fetched from its JWK set (RFC 7517 section 5) at a fixed address and kept for a while. Anybody may
 * name a key that is not among them, and so have it fetched anew: some may wait for that, and others are told at once that
 * it cannot be said. Whoever names a key that is known waits for nobody.
 */
public final class IssuerKeys implements VerificationKeyResolver {
    private static final long REPRIEVE_MILLIS = 1000;
    /** Of the 200 threads that may block, with three issuers: however long each of them takes, some threads are left. */
    private static final int WAITING_AT_ONCE = 60;

    private final HttpsJwks keys;
    private final VerificationJwkSelector selector = new VerificationJwkSelector();
    private final Semaphore places = new Semaphore(WAITING_AT_ONCE);
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Fetch last = new Fetch(null);
    private volatile boolean known;

    /** @param failure null where it brought keys */
    private record Fetch(IOException failure) {}

    public IssuerKeys(String address, SimpleGet http, Duration lifespan) {
        keys = new HttpsJwks(address);
        keys.setSimpleHttpGet(http);
        keys.setDefaultCacheDuration(lifespan.toSeconds());
        // Keys once seen keep verifying while the issuer is away; a restart elsewhere must not log everybody out.
        keys.setRetainCacheOnErrorDuration(lifespan.toSeconds());
        // An unknown key id asks the issuer again, but not more often than this: garbage must not become load there.
        keys.setRefreshReprieveThreshold(REPRIEVE_MILLIS);
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        try {
            JsonWebKey key = known ? select(jws) : null;
            if (key == null) {
                fetch();
                key = select(jws);
            }
            if (key == null) {
                throw new UnresolvableKeyException("the issuer has no such key");
            }
            return key.getKey();
        } catch (JoseException | IOException e) {
            throw new UnresolvableKeyException("the issuer's keys cannot be had", e);
        }
    }

    private JsonWebKey select(JsonWebSignature jws) throws JoseException, IOException {
        return selector.select(jws, keys.getJsonWebKeys());
    }

    /** @throws IOException where they cannot be fetched, or as many wait for that as may */
    public void fetch() throws IOException {
        if (!places.tryAcquire()) {
            throw new IOException("as many wait for the keys as may");
        }
        Fetch before = last;
        fetching.lock();
        try {
            // Who has waited for a fetch shares what came of it.
            if (last == before) {
                last = new Fetch(failureOf(keys));
                known |= last.failure() == null;
            }
            if (last.failure() != null) {
                throw last.failure();
            }
        } finally {
            fetching.unlock();
            places.release();
        }
    }

    private static IOException failureOf(HttpsJwks keys) {
        try {
            keys.refresh();
            return null;
        } catch (IOException e) {
            return e;
        } catch (JoseException e) {
            return new IOException("what the issuer answers are no keys", e);
        }
    }

    /** @throws IssuerKeysUnavailable where verifying failed since the keys could not be fetched */
    public static void rethrowIfUnreachable(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof IOException) {
                throw new IssuerKeysUnavailable(failure);
            }
        }
    }
}
