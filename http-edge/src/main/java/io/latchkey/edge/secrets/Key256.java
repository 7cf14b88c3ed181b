package io.latchkey.edge.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** A symmetric key of 256 bits, from the configuration; it shows nothing of itself. */
public record Key256(byte[] bytes) {
    private static final int BYTES = 32;

    /** @throws IllegalStateException naming the setting, never showing it */
    public static Key256 of(String setting, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(setting + " is not base64");
        }
        if (key.length != BYTES) {
            throw new IllegalStateException(setting + " must be " + BYTES + " bytes in base64");
        }
        return new Key256(key);
    }

    /** Names the key without telling anything of it: 8 letters. */
    public String id() {
        byte[] digest = Sha256.of("latchkey key id".getBytes(StandardCharsets.US_ASCII), bytes);
        return HexFormat.of().formatHex(digest, 0, 4);
    }

    @Override
    public String toString() {
        return "Key256[…]";
    }
}
