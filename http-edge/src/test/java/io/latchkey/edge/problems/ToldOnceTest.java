package io.latchkey.edge.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ToldOnceTest {
    private static final String PROBLEMS = "http-problem";

    @Test
    void onlyTheSecondLineOfADependencyThatIsDownIsLeftOut() {
        assertThat(isTold(PROBLEMS, "status=503, title=\"Temporarily unavailable\""))
                .isFalse();
        assertThat(isTold(PROBLEMS, "status=500, title=\"Internal error\"")).isTrue();
        assertThat(isTold(PROBLEMS, "status=404, title=\"Not found\"")).isTrue();
        assertThat(isTold(DependencyDownMapper.class.getName(), "status=503")).isTrue();
    }

    private static boolean isTold(String logger, String message) {
        LogRecord said = new LogRecord(Level.SEVERE, message);
        said.setLoggerName(logger);
        return new ToldOnce().isLoggable(said);
    }
}
