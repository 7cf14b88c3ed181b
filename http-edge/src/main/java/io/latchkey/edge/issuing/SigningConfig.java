package io.latchkey.edge.issuing;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Of a service that issues JWTs. */
@ConfigMapping(prefix = "latchkey.signing")
public interface SigningConfig {
    /** The {@code iss} of what this service issues. */
    Optional<String> issuer();

    /** The private key: a JWK (RFC 7517) of kty EC, crv P-256, with kid and d. */
    Optional<String> jwk();

    /** Public JWKs that are published too: of the key that signs next, and of the one that signed before. */
    Optional<List<String>> published();
}
