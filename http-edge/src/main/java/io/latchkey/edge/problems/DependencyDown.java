package io.latchkey.edge.problems;

import com.fasterxml.jackson.core.JacksonException;
import io.quarkus.runtime.util.ExceptionUtil;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Tells "the database cannot be reached" (503, try again) from a fault of ours (500). */
public final class DependencyDown {
    /** Somebody else has held a lock for longer than a request waits: rolled back, too. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private DependencyDown() {}

    public static boolean causedBy(Throwable failure) {
        return SqlStates.of(failure).anyMatch(DependencyDown::outage)
                || Stream.iterate(failure, at -> at != null, Throwable::getCause)
                        .anyMatch(DependencyDown::unreachable);
    }

    /** In one line, for the log: what failed, and what was at the bottom of it. */
    public static String told(Throwable failure) {
        Throwable bottom = ExceptionUtil.getRootCause(failure);
        return bottom == failure ? failure.toString() : failure + ", since " + bottom;
    }

    /** SQLSTATE classes 08 (connection), 53 (out of resources), 57P (shut down), 40 (rolled back, try again). */
    private static boolean outage(String state) {
        return state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("40")
                || state.equals(LOCK_NOT_AVAILABLE);
    }

    /** What is sent is no JSON, or in no encoding: nobody is away. */
    private static boolean isOfText(Throwable failure) {
        return failure instanceof JacksonException || failure instanceof CharConversionException;
    }

    private static boolean unreachable(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure instanceof IOException && !isOfText(failure)
                || failure instanceof TimeoutException
                || name.equals("ClosedConnectionException")
                || name.equals("NoStackTraceThrowable")
                || name.equals("VertxException")
                || name.equals("ConnectionPoolTooBusyException");
    }
}
