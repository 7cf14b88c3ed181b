package io.latchkey.token.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CredentialTest {
    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void takesTokenBearerAndBasic() {
        assertThat(Credential.of("Token abc")).contains("abc");
        assertThat(Credential.of("bearer abc")).contains("abc");
        assertThat(Credential.of("Bearer  abc ")).contains("abc");
        assertThat(Credential.of(basic("abc:abc"))).contains("abc");
    }

    @Test
    void takesNothingElse() {
        assertThat(Credential.of(null)).isEmpty();
        assertThat(Credential.of("")).isEmpty();
        assertThat(Credential.of("abc")).isEmpty();
        assertThat(Credential.of("Digest abc")).isEmpty();
        assertThat(Credential.of(basic("abc:other"))).isEmpty();
        assertThat(Credential.of(basic("abc"))).isEmpty();
        assertThat(Credential.of("Basic §§§")).isEmpty();
    }
}
