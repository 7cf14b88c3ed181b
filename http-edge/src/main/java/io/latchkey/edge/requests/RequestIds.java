package io.latchkey.edge.requests;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

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
     * @return the request's id
     */
    public static String take(String given, RoutingContext context) {
        String id = given != null && PLAIN.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
        context.put(KEY, id);
        MDC.put(KEY, id);
        return id;
    }

    @ServerResponseFilter
    public void give(ContainerResponseContext response, RoutingContext context) {
        String id = context.get(KEY);
        if (id != null) {
            response.getHeaders().putSingle(HEADER, id);
        }
    }
}
