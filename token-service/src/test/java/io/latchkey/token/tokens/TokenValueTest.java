package io.latchkey.token.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenValueTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private final SecureRandom secure = new SecureRandom();
    private final Random random = new Random(SEED);

    @Test
    void looksAsPromised() {
        assertThat(TokenValue.random(TokenValue.PERSONAL, secure).text()).matches("lk_pat_[0-9A-Za-z]{36}");
        assertThat(TokenValue.random(TokenValue.API_USER, secure).text()).matches("lk_api_[0-9A-Za-z]{36}");
    }

    @Test
    void readsWhatItMade() {
        for (int i = 0; i < 1000; i++) {
            TokenValue value = TokenValue.random(TokenValue.PERSONAL, secure);
            assertThat(TokenValue.parse(value.text())).contains(value);
        }
    }

    @Test
    void neverMakesTheSameTwice() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(TokenValue.random(TokenValue.API_USER, secure).text()))
                    .isTrue();
        }
    }

    @Test
    void refusesAnyMistypedLetter() {
        String good = TokenValue.random(TokenValue.PERSONAL, secure).text();
        for (int at = 0; at < good.length(); at++) {
            char wrong = good.charAt(at) == 'x' ? 'y' : 'x';
            String mistyped = good.substring(0, at) + wrong + good.substring(at + 1);
            assertThat(TokenValue.parse(mistyped)).as(mistyped).isEmpty();
        }
    }

    @Test
    void refusesWhateverIsNoToken() {
        assertThat(TokenValue.parse(null)).isEmpty();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            String text = (random.nextBoolean() ? "lk_pat_" : "")
                    + new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(TokenValue.parse(text)).as("seed %d", SEED).isEmpty();
        }
    }

    @Test
    void showsNoMoreThanItsEnds() {
        TokenValue value = TokenValue.random(TokenValue.PERSONAL, secure);

        assertThat(value.toString())
                .hasSize("lk_pat_".length() + 4 + 1 + 4)
                .doesNotContain(value.text().substring(11, 38));
    }
}
