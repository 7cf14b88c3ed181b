package io.latchkey.edge.requests;

import io.latchkey.edge.problems.BareProblem;
import io.latchkey.edge.problems.Reason;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A body that is announced to be too long is refused before it is read (RFC 9110 section 15.5.14). Quarkus refuses it as
 * well, but with a header that HTTP/2 forbids (RFC 9113 section 8.2.2), and closes a connection that carries other requests.
 */
@ApplicationScoped
public class BodyLimit {
    private static final int BEFORE_QUARKUS = 3;
    private static final int TOO_LONG = 413;
    /** The answer is whole, and the rest of the request is not wanted (RFC 9113 section 8.1). */
    private static final long NO_ERROR = 0;

    private static final long MOMENT_MILLIS = 500;

    private final long most;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, BEFORE_QUARKUS);
    }

    private void admit(RoutingContext context) {
        if (context.request().version() == HttpVersion.HTTP_2) {
            context.addHeadersEndHandler(ignored -> keepConnection(context));
        }
        admit(context, most);
    }

    /**
     * Where a body turns out to be too long, Quarkus closes the connection, at times before its answer has left. Instead
     * the client has a moment to see the answer and to stop sending, before it is told to.
     */
    private static void keepConnection(RoutingContext context) {
        HttpServerResponse response = context.response();
        boolean closing = response.headers().contains(HttpHeaders.CONNECTION);
        response.headers().remove(HttpHeaders.CONNECTION);
        if (closing && response.getStatusCode() == TOO_LONG) {
            response.endHandler(ended -> context.vertx().setTimer(MOMENT_MILLIS, over -> response.reset(NO_ERROR)));
        }
    }

    /**
     * Goes on with a request, or refuses it.
     *
     * @param most bytes of its body
     */
    public static void admit(RoutingContext context, long most) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length == null || isAtMost(length, most)) {
            context.next();
        } else {
            RequestIds.take(context);
            refuse(context.request(), most);
        }
    }

    private static boolean isAtMost(String length, long most) {
        try {
            return Long.parseLong(length) <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static void refuse(HttpServerRequest request, long most) {
        HttpServerResponse response = request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        BareProblem.end(response, TOO_LONG, Reason.INVALID, "A body may have " + most + " bytes here.");
    }
}
