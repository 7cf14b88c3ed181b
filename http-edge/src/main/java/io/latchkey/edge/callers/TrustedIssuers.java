package io.latchkey.edge.callers;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;

/** Whose JWTs a service believes. The key addresses are fixed here; one named by a token is never followed. */
@ConfigMapping(prefix = "latchkey.trust")
public interface TrustedIssuers {
    /** The {@code aud} every JWT must carry. */
    String audience();

    Map<String, Issuer> issuers();

    /** How far two machines' clocks may differ. */
    Duration clockSkew();

    /** For one fetch of an issuer's keys. */
    Duration timeout();

    /** How long keys are used before they are fetched again; an unknown key id fetches at once. */
    Duration keysLifespan();

    interface Issuer {
        /** The {@code iss} claim. */
        String name();

        /** Address of the issuer's JWK set (RFC 7517 section 5). */
        String jwks();
    }
}
