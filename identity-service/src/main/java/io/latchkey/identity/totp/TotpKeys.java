package io.latchkey.identity.totp;

import io.latchkey.edge.secrets.Key256;
import io.latchkey.edge.secrets.Sealing;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/** What second factors are kept under. */
@Startup
@ApplicationScoped
class TotpKeys {
    private final Sealing sealing;

    TotpKeys(TotpConfig config) {
        String current = config.encryption()
                .current()
                .orElseThrow(() -> new IllegalStateException(
                        "latchkey.totp.encryption.current is not set; this service cannot start without it"));
        sealing = new Sealing(
                Key256.of("latchkey.totp.encryption.current", current),
                config.encryption().retired().stream()
                        .map(key -> Key256.of("latchkey.totp.encryption.retired", key))
                        .toArray(Key256[]::new));
    }

    Sealing sealing() {
        return sealing;
    }
}
