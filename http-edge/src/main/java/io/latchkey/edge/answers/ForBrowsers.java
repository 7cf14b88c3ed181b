package io.latchkey.edge.answers;

import io.latchkey.edge.preconditions.Tagged;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * An answer is data for whoever asked: no browser keeps it, takes it for another type than it has, or shows it as a page
 * or in one (Fetch, Content Security Policy Level 3). What has an {@code ETag} may be kept, to be asked about each time.
 */
class ForBrowsers {
    @ServerResponseFilter
    public void protect(ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        boolean tagged = response.getEntity() instanceof Tagged || headers.containsKey(HttpHeaders.ETAG);
        headers.putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of(tagged ? "private, no-cache" : "no-store"));
        headers.putSingle("X-Content-Type-Options", "nosniff");
        headers.putSingle("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        headers.putSingle("Referrer-Policy", "no-referrer");
    }
}
