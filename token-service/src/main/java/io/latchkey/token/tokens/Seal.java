package io.latchkey.token.tokens;

import io.latchkey.edge.secrets.Key256;
import io.latchkey.edge.secrets.Sealing;
import io.latchkey.edge.secrets.Sealing.Sealed;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Keeps values that may be shown again. */
@ApplicationScoped
class Seal {
    private final Sealing sealing;

    Seal(TokenConfig config) {
        sealing = new Sealing(
                Key256.of(
                        "latchkey.tokens.encryption.current",
                        config.encryption().current()),
                config.encryption().retired().stream()
                        .map(key -> Key256.of("latchkey.tokens.encryption.retired", key))
                        .toArray(Key256[]::new));
    }

    /** Id of the key that values are closed with. */
    String current() {
        return sealing.current();
    }

    Sealed close(UUID token, TokenValue value) {
        return sealing.close(token, value.text().getBytes(StandardCharsets.US_ASCII));
    }

    TokenValue open(UUID token, Sealed sealed) {
        return new TokenValue(new String(sealing.open(token, sealed), StandardCharsets.US_ASCII));
    }
}
