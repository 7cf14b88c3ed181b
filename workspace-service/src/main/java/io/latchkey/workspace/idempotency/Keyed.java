package io.latchkey.workspace.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A request with a key.
 *
 * @param body as it was sent, letter by letter; empty where there is none
 */
record Keyed(String key, String uri, byte[] body) {
    /** Where the request under way keeps it. */
    static final String IN_CONTEXT = Keyed.class.getName();

    /** Set once this request has claimed the key, and is to write its answer down. */
    static final String CLAIMED = IN_CONTEXT + ".claimed";

    /** SHA-256 of what is asked. */
    byte[] hash() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(uri.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) 0);
            return sha256.digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
