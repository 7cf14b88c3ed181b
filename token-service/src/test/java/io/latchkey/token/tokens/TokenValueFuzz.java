package io.latchkey.token.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

class TokenValueFuzz {
    @FuzzTest(maxDuration = "1m")
    void isReadAsItStandsOrNotAtAll(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);

        Optional<TokenValue> value = TokenValue.parse(text);

        value.ifPresent(read -> assertThat(read.text()).isEqualTo(text).matches("lk_(pat|api)_[0-9A-Za-z]{36}"));
    }
}
