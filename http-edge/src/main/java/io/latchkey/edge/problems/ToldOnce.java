package io.latchkey.edge.problems;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * A 503 is told of in a line by who makes it, where there is something to tell. What resteasy-problem adds, an error with a
 * stack trace for each, would be a flood just when somebody has to read: while a dependency is down, and by anybody who asks.
 */
@LoggingFilter(name = ToldOnce.NAME)
public final class ToldOnce implements Filter {
    static final String NAME = "told-once";

    private static final String POOL = "io.vertx.sqlclient.impl.pool.SqlConnectionPool";

    @Override
    public boolean isLoggable(LogRecord said) {
        return !isSecondLine(said) && !isTimeOutOfWhatHasFailed(said);
    }

    private static boolean isSecondLine(LogRecord said) {
        return "http-problem".equals(said.getLoggerName()) && said.getMessage().startsWith("status=503");
    }

    /** Vert.x' pool goes on timing a statement that has failed for want of a connection. */
    private static boolean isTimeOutOfWhatHasFailed(LogRecord said) {
        return said.getThrown() instanceof IllegalStateException complete
                && Arrays.stream(complete.getStackTrace())
                        .limit(2)
                        .anyMatch(frame -> frame.getClassName().equals(POOL));
    }
}
