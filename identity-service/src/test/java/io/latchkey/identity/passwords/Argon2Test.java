package io.latchkey.identity.passwords;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2Test {
    private static final byte[] SALT = new byte[16];

    @Test
    void matchesTheSamePasswordAlone() {
        String hash = Argon2.hash("correct horse", SALT, 1024, 1, 1);

        assertThat(Argon2.matches("correct horse", hash)).isTrue();
        assertThat(Argon2.matches("correct horsf", hash)).isFalse();
        assertThat(Argon2.matches("", hash)).isFalse();
    }

    @Test
    void saysWithWhatParametersItWasMade() {
        assertThat(Argon2.hash("x", SALT, 19456, 2, 1)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    /** RFC 9106 gives no vector without secret and data; this one is of the reference implementation. */
    @Test
    void agreesWithTheReferenceImplementation() {
        byte[] salt = "somesalt".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(Argon2.hash("password", salt, 65536, 2, 1)).endsWith("$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
    }
}
