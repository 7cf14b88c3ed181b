package io.latchkey.identity.sessions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** 256 random bits; stored as SHA-256, which is enough for a secret that nobody can guess. */
record RefreshToken(String value) {
    private static final String PREFIX = "lk_rt_";

    static RefreshToken random(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return new RefreshToken(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + "…";
    }
}
