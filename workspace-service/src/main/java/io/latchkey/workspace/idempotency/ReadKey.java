package io.latchkey.workspace.idempotency;

import io.latchkey.edge.requests.IdempotencyKey;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

class ReadKey {
    private static final byte[] NO_BODY = {};

    private final RoutingContext context;

    ReadKey(RoutingContext context) {
        this.context = context;
    }

    @ServerRequestFilter
    public void read(ContainerRequestContext request) {
        String key = request.getHeaderString(IdempotencyKey.HEADER);
        if (key == null || !request.getMethod().equals("POST")) {
            return;
        }
        context.put(
                Keyed.IN_CONTEXT,
                new Keyed(
                        IdempotencyKey.checked(key),
                        request.getUriInfo().getRequestUri().toString(),
                        NO_BODY));
    }
}
