package io.latchkey.edge.requests;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
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
    public void take(ContainerRequestContext request, RoutingContext context) {
        take(request.getHeaderString(HEADER), context);
    }

    /**
     * For what is no resource.
     *
     * @param given by the caller; null where they gave none
     */
    public static void take(String given, RoutingContext context) {
        String id = given != null && PLAIN.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        context.put(KEY, id);
        context.response().putHeader(HEADER, id);
        MDC.put(KEY, id);
    }
}
