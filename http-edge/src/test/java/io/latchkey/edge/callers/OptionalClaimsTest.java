package io.latchkey.edge.callers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class OptionalClaimsTest {
    @Test
    void areReadWhereTheyAre() {
        assertThat(OptionalClaims.text(new Claims(Map.of("sid", "7")), "sid")).isEqualTo("7");
    }

    @Test
    void areNotAskedForWhereTheyAreNot() {
        assertThat(OptionalClaims.text(new Claims(Map.of("sid", "7")), "token")).isNull();
    }

    @Test
    void areNullForSomebodyWithoutAJwt() {
        assertThat(OptionalClaims.text(new Claims(null), "sid")).isNull();
    }

    private record Claims(Map<String, String> there) implements JsonWebToken {
        @Override
        public String getName() {
            return null;
        }

        @Override
        public Set<String> getClaimNames() {
            return there == null ? null : there.keySet();
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T getClaim(String name) {
            if (!getClaimNames().contains(name)) {
                throw new AssertionError(name + " costs an exception");
            }
            return (T) there.get(name);
        }
    }
}
