package io.latchkey.token.routes;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.requests.RequestEnd;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** A route whose body has been read, and is no longer than it may be, when its handler is called. */
public final class BodyRoute {
    private static final int TOO_LARGE = 413;
    /** After what is before all requests (overload), before what is for resources: their mapping and Quarkus' own security. */
    private static final int BEFORE_RESOURCES = -900;

    private BodyRoute() {}

    /** @param limit of the body, in bytes */
    public static Route post(Router router, String path, int limit) {
        return router.post(path)
                .order(BEFORE_RESOURCES)
                // As long as it says it is, and no longer than the limit.
                .handler(BodyHandler.create(false).setBodyLimit(limit).setPreallocateBodyBuffer(true))
                .failureHandler(BodyRoute::refuse);
    }

    private static void refuse(RoutingContext context) {
        if (RequestEnd.letGo(context)) {
            return;
        }
        int status = context.statusCode();
        if (status >= 400 && status < 500) {
            String sentence = status == TOO_LARGE ? "The body is too large." : "The body cannot be read.";
            Responses.problem(context, status, Reason.INVALID, sentence);
        } else {
            Responses.failure(context, context.failure());
        }
    }
}
