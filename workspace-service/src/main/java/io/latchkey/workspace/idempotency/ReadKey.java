package io.latchkey.workspace.idempotency;

import io.latchkey.edge.problems.Refused;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

class ReadKey {
    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;
    private static final byte[] NO_BODY = {};

    private final RoutingContext context;

    ReadKey(RoutingContext context) {
        this.context = context;
    }

    @ServerRequestFilter
    public void read(ContainerRequestContext request) {
        String key = request.getHeaderString(HEADER);
        if (key == null || !request.getMethod().equals("POST")) {
            return;
        }
        boolean plain =
                !key.isEmpty() && key.length() <= LONGEST_KEY && key.chars().allMatch(c -> c >= ' ' && c < 127);
        if (!plain) {
            throw Refused.field(HEADER, "must be 1 to 255 printable ASCII characters");
        }
        context.put(
                Keyed.IN_CONTEXT,
                new Keyed(key, request.getUriInfo().getRequestUri().toString(), NO_BODY));
    }
}
