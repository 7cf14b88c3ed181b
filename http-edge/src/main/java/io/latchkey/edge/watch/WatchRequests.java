package io.latchkey.edge.watch;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Tells of what is watched, and of everybody who may not. */
class WatchRequests {
    private static final String WATCHED = Watched.class.getName();

    @Watched
    @ServerRequestFilter
    public void watch(RoutingContext context) {
        context.put(WATCHED, true);
    }

    @ServerResponseFilter
    public void tell(ContainerResponseContext response, RoutingContext context) {
        int status = response.getStatus();
        if (SecurityLog.isRefusal(status) || context.get(WATCHED) != null) {
            SecurityLog.answered(context, status, response.getEntity());
        }
    }
}
