package io.latchkey.token.tokens;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The secret itself: {@code lk_pat_} or {@code lk_api_}, 30 letters of base62 (178 random bits) and 6 letters of their
 * CRC-32, so that a mistyped or made-up one is refused without asking anybody, and a leaked one is found by a regular
 * expression: {@code lk_(pat|api)_[0-9A-Za-z]{36}}.
 */
public record TokenValue(String text) {
    static final String PERSONAL = "lk_pat_";
    static final String API_USER = "lk_api_";
    public static final String PREFIX = "lk_";

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int PREFIX_LENGTH = PERSONAL.length();
    private static final int RANDOM_LENGTH = 30;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int LENGTH = PREFIX_LENGTH + RANDOM_LENGTH + CHECKSUM_LENGTH;
    private static final int SHOWN = 4;

    static TokenValue random(String prefix, SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH).append(prefix);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new TokenValue(text.append(checksum(text.toString())).toString());
    }

    /** Empty for anything that is no token of ours; costs no I/O. */
    public static Optional<TokenValue> parse(String text) {
        if (text == null || text.length() != LENGTH || !(text.startsWith(PERSONAL) || text.startsWith(API_USER))) {
            return Optional.empty();
        }
        for (int i = PREFIX_LENGTH; i < LENGTH; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return Optional.empty();
            }
        }
        String body = text.substring(0, LENGTH - CHECKSUM_LENGTH);
        return text.endsWith(checksum(body)) ? Optional.of(new TokenValue(text)) : Optional.empty();
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        // Nothing but ASCII is left by now; this way it is only copied.
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        long rest = crc.getValue();
        char[] letters = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            letters[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(letters);
    }

    /** Enough to recognize it by, not to guess it: {@code lk_pat_3fZk…x9Qd}. */
    String hint() {
        return text.substring(0, PREFIX_LENGTH + SHOWN) + "…" + text.substring(LENGTH - SHOWN);
    }

    @Override
    public String toString() {
        return hint();
    }
}
