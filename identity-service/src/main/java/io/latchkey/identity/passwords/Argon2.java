package io.latchkey.identity.passwords;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/** Argon2id (RFC 9106) in the PHC string form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}, so parameters can grow. */
final class Argon2 {
    private static final int HASH_BYTES = 32;
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private Argon2() {}

    static String hash(String password, byte[] salt, int memoryKib, int iterations, int parallelism) {
        byte[] hash = derive(password, salt, memoryKib, iterations, parallelism);
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        memoryKib, iterations, parallelism, ENCODER.encodeToString(salt), ENCODER.encodeToString(hash));
    }

    static boolean matches(String password, String phc) {
        String[] parts = phc.split("\\$");
        String[] parameters = parts[3].split(",");
        byte[] salt = Base64.getDecoder().decode(parts[4]);
        byte[] expected = Base64.getDecoder().decode(parts[5]);
        byte[] actual = derive(password, salt, number(parameters[0]), number(parameters[1]), number(parameters[2]));
        return MessageDigest.isEqual(expected, actual);
    }

    private static int number(String parameter) {
        return Integer.parseInt(parameter.substring(2));
    }

    private static byte[] derive(String password, byte[] salt, int memoryKib, int iterations, int parallelism) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withSalt(salt)
                .withMemoryAsKB(memoryKib)
                .withIterations(iterations)
                .withParallelism(parallelism)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
