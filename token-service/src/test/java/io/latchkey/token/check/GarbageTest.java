package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.token.uses.Via;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Garbage is refused without any I/O: here there is nothing that could do any. */
class GarbageTest {
    private static final long SEED = Optional.ofNullable(System.getProperty("seed"))
            .filter(seed -> !seed.isBlank())
            .map(Long::valueOf)
            .orElseGet(System::nanoTime);
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final Random random = new Random(SEED);
    private final Check check =
            new Check(null, null, null, null, new CheckMetrics(new SimpleMeterRegistry()), null, null);

    @Test
    void whatIsNoTokenIsUnknownAtOnceWhateverIsAsked() {
        for (int i = 0; i < 20_000; i++) {
            Question question =
                    new Question(garbage(), UUID.randomUUID(), random.nextInt(-1, 10), UUID.randomUUID(), null, null);

            var answer = check.check(question, Via.CHECK);

            assertThat(answer.succeeded()).as("seed %d: %s", SEED, question).isTrue();
            assertThat(answer.result().verdict()).as("seed %d", SEED).isEqualTo(Verdict.UNKNOWN);
        }
    }

    /** Shaped like a token at best; its checksum is one in 2^32. */
    private String garbage() {
        StringBuilder text =
                new StringBuilder(random.nextBoolean() ? "lk_pat_" : random.nextBoolean() ? "lk_api_" : "");
        int length = random.nextBoolean() ? 36 : random.nextInt(100);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
