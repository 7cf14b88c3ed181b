package io.latchkey.workspace.idempotency;

import io.latchkey.edge.secrets.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A request with a key.
 *
 * @param body as it was sent, letter by letter; empty where there is none
 */
record Keyed(String key, String uri, byte[] body) {
    private static final byte[] SEPARATOR = {0};

    /** Where the request under way keeps it. */
    static final String IN_CONTEXT = Keyed.class.getName();

    /** Set once this request has claimed the key, and is to write its answer down. */
    static final String CLAIMED = IN_CONTEXT + ".claimed";

    /** SHA-256 of what is asked. */
    byte[] hash() {
        return Sha256.of(uri.getBytes(StandardCharsets.UTF_8), SEPARATOR, body);
    }
}
