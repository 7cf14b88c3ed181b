package io.latchkey.edge.requests;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestEndTest {
    @Test
    void aServiceThatWouldNotHearOfItDoesNotStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> start(Optional.of(Duration.ZERO)))
                .withMessageContaining("quarkus.shutdown.timeout");
        assertThatIllegalStateException().isThrownBy(() -> start(Optional.empty()));
        assertThatNoException().isThrownBy(() -> start(Optional.of(Duration.ofSeconds(15))));
    }

    private static void start(Optional<Duration> timeout) {
        new RequestEnd().requireIt(new StartupEvent(), new ShutdownConfig() {
            @Override
            public Optional<Duration> timeout() {
                return timeout;
            }

            @Override
            public Optional<Duration> delay() {
                return Optional.empty();
            }
        });
    }
}
