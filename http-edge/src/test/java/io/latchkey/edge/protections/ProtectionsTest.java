package io.latchkey.edge.protections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProtectionsTest {
    private static Protections off(String host, Protection... off) {
        ProtectionConfig config = () -> off.length == 0 ? Optional.empty() : Optional.of(Set.of(off));
        return new Protections(config, host, new SimpleMeterRegistry());
    }

    @Test
    void allAreOnUnlessSaidOtherwise() {
        Protections protections = off("0.0.0.0");

        for (Protection protection : Protection.values()) {
            assertThat(protections.on(protection)).isTrue();
        }
        assertThatCode(() -> protections.admit(null)).doesNotThrowAnyException();
    }

    @Test
    void nobodyElseIsServedWithoutOne() {
        assertThatThrownBy(() -> off("0.0.0.0", Protection.LEASE).admit(null)).hasMessageContaining("fault runs");

        Protections here = off("127.0.0.1", Protection.LEASE);
        assertThatCode(() -> here.admit(null)).doesNotThrowAnyException();
        assertThat(here.on(Protection.LEASE)).isFalse();
        assertThat(here.on(Protection.NOTES)).isTrue();
    }
}
