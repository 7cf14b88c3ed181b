package io.latchkey.identity.totp;

import io.latchkey.edge.secrets.RandomSecret;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/** For who has lost the app: ten codes of 120 random bits, each good once, kept as SHA-256. */
final class RecoveryCodes {
    private static final int CODES = 10;
    private static final int LETTERS = 24;
    /** 32 of them, so 5 bits each; none looks like another. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz123456789";

    private RecoveryCodes() {}

    static List<String> fresh(SecureRandom random) {
        return IntStream.range(0, CODES).mapToObj(code -> one(random)).toList();
    }

    private static String one(SecureRandom random) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            code.append(i > 0 && i % 4 == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    static String[] hashes(List<String> codes) {
        return codes.stream().map(RecoveryCodes::hash).toArray(String[]::new);
    }

    private static String hash(String code) {
        return HexFormat.of().formatHex(new RandomSecret(code).hash());
    }

    /** As many as before where the code is none of them. */
    static String[] without(String[] hashes, String code) {
        String used = hash(code);
        return Arrays.stream(hashes).filter(hash -> !hash.equals(used)).toArray(String[]::new);
    }
}
