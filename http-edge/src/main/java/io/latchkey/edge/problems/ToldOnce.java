package io.latchkey.edge.problems;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * A 503 is told of in a line by who makes it, where there is something to tell. What resteasy-problem adds, an error with a
 * stack trace for each, would be a flood just when somebody has to read: while a dependency is down, and by anybody who asks.
 */
@LoggingFilter(name = ToldOnce.NAME)
public final class ToldOnce implements Filter {
    static final String NAME = "told-once";

    @Override
    public boolean isLoggable(LogRecord said) {
        return !"http-problem".equals(said.getLoggerName())
                || !said.getMessage().startsWith("status=503");
    }
}
