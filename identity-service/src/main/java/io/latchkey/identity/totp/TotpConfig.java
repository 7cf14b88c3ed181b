package io.latchkey.identity.totp;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

@ConfigMapping(prefix = "latchkey.totp")
interface TotpConfig {
    /** Shown in the person's app. */
    String issuer();

    Encryption encryption();

    interface Encryption {
        /** 256 random bits in base64; secrets are kept under it. */
        Optional<String> current();

        /** The one before, which older secrets are kept under. */
        Optional<String> retired();
    }
}
