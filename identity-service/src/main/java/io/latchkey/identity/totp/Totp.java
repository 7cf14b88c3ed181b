package io.latchkey.identity.totp;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;

/** RFC 6238 as every app does it: SHA-1, six digits, 30 seconds; a code of the step before or after is good too. */
final class Totp {
    static final int SECRET_BYTES = 20;
    private static final int DRIFT = 1;
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

    private Totp() {}

    static String code(byte[] secret, Instant at) {
        try {
            return GENERATOR.generateOneTimePasswordString(new SecretKeySpec(secret, GENERATOR.getAlgorithm()), at);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("a secret of ours is no key", e);
        }
    }

    /** The time step that the code is of; empty where it is of none near, or of one not after the last that was used. */
    static OptionalLong step(byte[] secret, String code, Instant now, long lastStep) {
        long seconds = GENERATOR.getTimeStep().toSeconds();
        long present = now.getEpochSecond() / seconds;
        for (long step = present - DRIFT; step <= present + DRIFT; step++) {
            if (step > lastStep
                    && code(secret, Instant.ofEpochSecond(step * seconds)).equals(code)) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }
}
