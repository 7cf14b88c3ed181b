package io.latchkey.token.tokens;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.tokens")
public interface TokenConfig {
    /** The HMAC key that turns a value into the key it is looked up by. */
    KeyPair pepper();

    /** The AES key that values are kept under, where they may be shown again. */
    KeyPair encryption();

    Reveal reveal();

    /** How long after logging in a person may see a value again. */
    Duration freshLogin();

    Duration swappedLifespan();

    /** Shorter than the lifespan, so that every JWT given out has some life left. */
    Duration swappedReuse();

    /** Each 256 random bits in base64. */
    interface KeyPair {
        String current();

        /** The one before; what it protects is still read. */
        Optional<String> retired();
    }

    interface Reveal {
        Policy personal();

        Policy apiUser();
    }

    enum Policy {
        /** One time after creation; then the value is forgotten. */
        ONCE,
        ALWAYS,
        /** Nobody sees it but who created it; an automatic token is then good for nothing until rotated. */
        NEVER
    }
}
