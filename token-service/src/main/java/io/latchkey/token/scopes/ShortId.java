package io.latchkey.token.scopes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** A UUID in 22 letters: base64url without padding (RFC 4648 section 5), bit by bit, since every check has some. */
public final class ShortId {
    private static final int LENGTH = 22;
    private static final int LETTER = 6;
    /** Bits of the last letter beyond those of the UUID. */
    private static final int SPARE = 4;

    private static final byte[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private ShortId() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (byte value = 0; value < LETTERS.length; value++) {
            values[LETTERS[value]] = value;
        }
        return values;
    }

    public static String of(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        byte[] text = new byte[LENGTH];
        text[LENGTH - 1] = LETTERS[(int) (low << SPARE) & 63];
        low = low >>> 2 | high << 62;
        high >>>= 2;
        for (int i = LENGTH - 2; i >= 0; i--) {
            text[i] = LETTERS[(int) low & 63];
            low = low >>> LETTER | high << 64 - LETTER;
            high >>>= LETTER;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** @throws IllegalArgumentException where it is none */
    public static UUID parse(String text) {
        return parse(text, 0, text.length());
    }

    /** The same of a part of a text. */
    static UUID parse(String text, int from, int to) {
        if (to - from != LENGTH) {
            throw new IllegalArgumentException("a short id has " + LENGTH + " letters");
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            high = high << LETTER | low >>> 64 - LETTER;
            low = low << LETTER | value(text.charAt(from + i));
        }
        high = high << 2 | low >>> 62;
        low = low << 2 | value(text.charAt(to - 1)) >> SPARE;
        return new UUID(high, low);
    }

    private static int value(char letter) {
        int value = letter < VALUES.length ? VALUES[letter] : -1;
        if (value < 0) {
            throw new IllegalArgumentException("not a letter of base64url");
        }
        return value;
    }
}
