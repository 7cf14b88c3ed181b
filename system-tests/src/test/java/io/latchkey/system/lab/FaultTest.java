package io.latchkey.system.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.stack.Stack;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The short form of {@link FaultRuns}: some faults that have once found something, with all protections. */
class FaultTest {
    private static final Path DATA = Path.of("target/lab").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> CHOSEN = List.of(
            "Redis emptied again and again while it is filled",
            "Redis a black hole for one instance",
            "Redis takes no writes (out of memory); once it does, PostgreSQL is away",
            "PostgreSQL of token-service cut off",
            "PostgreSQL of token-service a black hole",
            "its connections to PostgreSQL reset in the middle",
            "killed between commit and publish");

    @Test
    void promisesHoldWhateverBreaks() throws Exception {
        List<Fault> faults = Faults.all().stream()
                .filter(fault -> CHOSEN.contains(fault.name()))
                .toList();
        assertThat(faults).hasSameSizeAs(CHOSEN);
        Stack.forget(DATA);
        try (Lab lab = Lab.start(DATA, "")) {
            Tenant tenant = new Tenant(lab);
            for (Fault fault : faults) {
                assertThat(new Round(lab, tenant)
                                .run(() -> fault.strike(lab, tenant), PATIENCE)
                                .broken())
                        .as(fault.name())
                        .isEmpty();
            }
        }
    }
}
