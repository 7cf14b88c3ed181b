package io.latchkey.edge.requests;

import io.latchkey.edge.problems.BareProblem;
import io.latchkey.edge.problems.Reason;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A body that is announced to be too long is refused before it is read, and one that turns out to be, as soon as it does
 * ({@link LimitUnannounced}; RFC 9110 section 15.5.14). Quarkus refuses both as well, but with an empty answer, a header
 * that HTTP/2 forbids (RFC 9113 section 8.2.2) and a closed connection that carries other requests.
 */
@ApplicationScoped
public class BodyLimit {
    static final String MOST = "latchkey.body.most";

    private static final int BEFORE_QUARKUS = 3;
    private static final int AFTER_QUARKUS = 0;

    private final long most;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(context -> admit(context, most), BEFORE_QUARKUS);
        filters.register(BodyLimit::insteadOfQuarkus, AFTER_QUARKUS);
    }

    /**
     * Goes on with a request, or refuses it.
     *
     * @param most bytes of its body
     */
    public static void admit(RoutingContext context, long most) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null) {
            context.put(MOST, most);
            context.next();
        } else if (isAtMost(length, most)) {
            context.next();
        } else {
            RequestIds.take(context);
            refuse(context, most);
        }
    }

    /** Its refusal also takes the response's end away from whoever waits for it, as {@code ShedLoad} does. */
    private static void insteadOfQuarkus(RoutingContext context) {
        context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        context.next();
    }

    private static boolean isAtMost(String length, long most) {
        try {
            return Long.parseLong(length) <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void refuse(RoutingContext context, long most) {
        StopSending.onceAnswered(context);
        BareProblem.end(context.response(), BodyTooLong.STATUS, Reason.INVALID, new BodyTooLong(most).getMessage());
    }
}
