package io.latchkey.edge.callers;

import java.io.IOException;
import java.time.Duration;
import org.jose4j.http.SimpleGet;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** The keys of an issuer, fetched from its JWK set (RFC 7517 section 5) at a fixed address and kept for a while. */
public final class IssuerKeys {
    private static final long REPRIEVE_MILLIS = 1000;

    private IssuerKeys() {}

    public static VerificationKeyResolver resolver(String address, SimpleGet http, Duration lifespan) {
        HttpsJwks keys = new HttpsJwks(address);
        keys.setSimpleHttpGet(http);
        keys.setDefaultCacheDuration(lifespan.toSeconds());
        // Keys once seen keep verifying while the issuer is away; a restart elsewhere must not log everybody out.
        keys.setRetainCacheOnErrorDuration(lifespan.toSeconds());
        // An unknown key id asks the issuer again, but not more often than this: garbage must not become load there.
        keys.setRefreshReprieveThreshold(REPRIEVE_MILLIS);
        return new HttpsJwksVerificationKeyResolver(keys);
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
