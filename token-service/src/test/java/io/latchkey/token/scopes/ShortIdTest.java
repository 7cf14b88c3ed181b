package io.latchkey.token.scopes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ShortIdTest {
    private static final Random RANDOM = new Random(20261125);

    private static UUID any() {
        return new UUID(RANDOM.nextLong(), RANDOM.nextLong());
    }

    @Test
    void isBase64UrlWithoutPadding() {
        for (int i = 0; i < 10_000; i++) {
            UUID id = any();
            ByteBuffer bytes =
                    ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());

            assertThat(ShortId.of(id))
                    .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
            assertThat(ShortId.parse(ShortId.of(id))).isEqualTo(id);
        }
    }

    @Test
    void refusesWhatIsNone() {
        for (String none :
                new String[] {"", "A", "A".repeat(21), "A".repeat(23), "A".repeat(21) + "=", "é".repeat(22)}) {
            assertThatThrownBy(() -> ShortId.parse(none)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
