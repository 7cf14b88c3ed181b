package io.latchkey.edge.problems;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells "the database cannot be reached" (503, try again) from a fault of ours (500). */
public final class DependencyDown {
    private DependencyDown() {}

    public static boolean causedBy(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof IOException || at instanceof TimeoutException || outage(at)) {
                return true;
            }
        }
        return false;
    }

    /** SQLSTATE classes 08 (connection), 53 (out of resources), 57P (shut down), 40 (rolled back, try again). */
    private static boolean outage(Throwable failure) {
        if (failure instanceof PgException pg) {
            String state = String.valueOf(pg.getSqlState());
            return state.startsWith("08")
                    || state.startsWith("53")
                    || state.startsWith("57P")
                    || state.startsWith("40");
        }
        String name = failure.getClass().getSimpleName();
        return name.equals("ClosedConnectionException")
                || name.equals("NoStackTraceThrowable")
                || name.equals("ConnectionPoolTooBusyException");
    }
}
