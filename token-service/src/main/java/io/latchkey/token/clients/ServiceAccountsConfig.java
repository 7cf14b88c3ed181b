package io.latchkey.token.clients;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.service-accounts")
interface ServiceAccountsConfig {
    /** The {@code iss} of the cluster's projected tokens; without it no service account is believed. */
    Optional<String> issuer();

    /** Address of its JWK set. */
    Optional<String> jwks();

    /** The audience that callers' projected tokens must be made for. */
    String audience();

    /** PEM file with the authority that signed the address' certificate; the JDK's own are used without it. */
    Optional<Path> caCertificate();

    /** File with the token that this service presents to that address; read anew for each fetch, since it rotates. */
    Optional<Path> tokenFile();

    /** For one fetch of the keys. */
    Duration timeout();

    Duration keysLifespan();
}
