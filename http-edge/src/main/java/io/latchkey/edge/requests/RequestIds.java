package io.latchkey.edge.requests;

import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Every request has an id: the caller's, where it is a plain one, else a new one. The answer and the logs carry it. */
public class RequestIds {
    public static final String HEADER = "X-Request-Id";
    static final String KEY = "requestId";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/+=-]{1,64}");

    @ServerRequestFilter(preMatching = true)
    public void identify(RoutingContext context) {
        take(context);
    }

    /** For what comes to no resource, too. */
    public static void take(RoutingContext context) {
        String given = context.request().getHeader(HEADER);
        String id = given != null && PLAIN.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put(KEY, id);
    }
}
