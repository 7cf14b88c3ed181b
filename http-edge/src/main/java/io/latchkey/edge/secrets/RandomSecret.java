package io.latchkey.edge.secrets;

import java.security.SecureRandom;
import java.util.Base64;

/** Stored as SHA-256, which is enough for a secret that nobody can guess. */
public record RandomSecret(String value) {
    private static final int BYTES = 32;

    /** 256 random bits behind a prefix that says what it is. */
    public static RandomSecret random(String prefix, SecureRandom random) {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return new RandomSecret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    public byte[] hash() {
        return Sha256.of(value);
    }

    @Override
    public String toString() {
        return "RandomSecret[…]";
    }
}
