package io.latchkey.edge.secrets;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RandomSecret[…]";
    }
}
