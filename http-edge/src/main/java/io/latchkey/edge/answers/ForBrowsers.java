package io.latchkey.edge.answers;

import io.latchkey.edge.preconditions.Tagged;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * An answer is data for whoever asked: no browser keeps it, takes it for another type than it has, or shows it as a page
 * or in one (Fetch, Content Security Policy Level 3). What has an {@code ETag} may be kept, to be asked about each time.
 */
class ForBrowsers {
    /** As the request comes in: no filter sees the answers that are written in parts. */
    @ServerRequestFilter(preMatching = true)
    public void protect(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .putHeader("Referrer-Policy", "no-referrer");
    }

    @ServerResponseFilter
    public void mayBeKept(ContainerResponseContext response, RoutingContext context) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        if (response.getEntity() instanceof Tagged || headers.containsKey(HttpHeaders.ETAG)) {
            headers.putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("private, no-cache"));
        }
        if (headers.containsKey(HttpHeaders.CACHE_CONTROL)) {
            // What an answer says of itself comes in addition to what is there already.
            context.response().headers().remove(HttpHeaders.CACHE_CONTROL);
        }
    }
}
