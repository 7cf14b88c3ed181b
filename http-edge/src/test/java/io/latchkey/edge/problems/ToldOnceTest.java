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

    @Test
    void norIsAStatementToldOfWhoseTimeIsOverOnceItHasFailed() {
        assertThat(new ToldOnce().isLoggable(uncaught("io.vertx.sqlclient.impl.pool.SqlConnectionPool")))
                .isFalse();
        assertThat(new ToldOnce().isLoggable(uncaught("io.latchkey.edge.problems.Refused")))
                .isTrue();
    }

    private static LogRecord uncaught(String by) {
        IllegalStateException complete = new IllegalStateException("Result is already complete");
        complete.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("io.vertx.core.Promise", "fail", null, 1),
            new StackTraceElement(by, "execute", null, 1)
        });
        LogRecord said = new LogRecord(Level.SEVERE, "Uncaught exception received by Vert.x");
        said.setThrown(complete);
        return said;
    }

    private static boolean isTold(String logger, String message) {
        LogRecord said = new LogRecord(Level.SEVERE, message);
        said.setLoggerName(logger);
        return new ToldOnce().isLoggable(said);
    }
}
