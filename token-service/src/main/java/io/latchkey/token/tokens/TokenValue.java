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
    private static final int BODY = PREFIX_LENGTH + RANDOM_LENGTH;
    private static final int LENGTH = BODY + CHECKSUM_LENGTH;
    private static final int SHOWN = 4;

    /** In the form of a token, and none: nobody has been given it. */
    public static TokenValue madeUp() {
        return random(PERSONAL, new SecureRandom());
    }

    static TokenValue random(String prefix, SecureRandom random) {
        StringBuilder text = new StringBuilder(LENGTH).append(prefix);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        long rest = checksum(bytes(text.toString()));
        text.setLength(LENGTH);
        for (int i = LENGTH - 1; i >= BODY; i--) {
            text.setCharAt(i, letter(rest));
            rest /= ALPHABET.length();
        }
        return new TokenValue(text.toString());
    }

    /** Empty for anything that is no token of ours; costs no I/O. */
    public static Optional<TokenValue> parse(String text) {
        if (text == null || text.length() != LENGTH || !(text.startsWith(PERSONAL) || text.startsWith(API_USER))) {
            return Optional.empty();
        }
        for (int i = PREFIX_LENGTH; i < LENGTH; i++) {
            if (!isLetter(text.charAt(i))) {
                return Optional.empty();
            }
        }
        long rest = checksum(bytes(text));
        for (int i = LENGTH - 1; i >= BODY; i--) {
            if (text.charAt(i) != letter(rest)) {
                return Optional.empty();
            }
            rest /= ALPHABET.length();
        }
        return Optional.of(new TokenValue(text));
    }

    private static boolean isLetter(char letter) {
        return letter >= '0' && letter <= '9' || letter >= 'A' && letter <= 'Z' || letter >= 'a' && letter <= 'z';
    }

    /** Nothing but ASCII; this way it is only copied. */
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Of what stands before it. */
    private static long checksum(byte[] value) {
        CRC32 crc = new CRC32();
        crc.update(value, 0, BODY);
        return crc.getValue();
    }

    /** The last of what is left of a checksum. */
    private static char letter(long rest) {
        return ALPHABET.charAt((int) (rest % ALPHABET.length()));
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
