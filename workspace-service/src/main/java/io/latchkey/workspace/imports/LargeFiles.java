package io.latchkey.workspace.imports;

import io.latchkey.edge.requests.BodyLimit;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * Files are larger than what every other request may send. {@code quarkus.http.limits.max-body-size} is that of files, and
 * all else is cut down to what it is in the other services.
 */
@ApplicationScoped
class LargeFiles {
    static final long OTHERS_BYTES = 256 * 1024L;

    private static final Pattern FILES = Pattern.compile("/v1/workspaces/[^/]+/devices/imports/?");
    /** Quarkus sets its own limit before this runs. */
    private static final int AFTER_THE_LIMIT = 1;

    void register(@Observes Filters filters) {
        filters.register(LargeFiles::limit, AFTER_THE_LIMIT);
    }

    private static void limit(RoutingContext context) {
        if (FILES.matcher(context.normalizedPath()).matches()) {
            context.next();
            return;
        }
        BodyLimit.admit(context, OTHERS_BYTES);
    }
}
