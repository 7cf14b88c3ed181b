package io.latchkey.edge.ratelimits;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Every resource below {@code /v1/} is limited. */
class LimitRequests {
    private final RateLimits limits;
    private final CurrentIdentityAssociation identities;

    LimitRequests(RateLimits limits, CurrentIdentityAssociation identities) {
        this.limits = limits;
        this.identities = identities;
    }

    /** Before anything else, so that what is refused for another reason counts too. */
    @ServerRequestFilter(preMatching = true)
    public Uni<Response> limit(ContainerRequestContext request, RoutingContext context) {
        return request.getUriInfo().getPath().startsWith("/v1/")
                ? limits.admit(identities.getDeferredIdentity(), context).replaceWith((Response) null)
                : Uni.createFrom().nullItem();
    }

    @ServerResponseFilter
    public void tell(ContainerResponseContext response, RoutingContext context) {
        limits.headers(context).forEach((name, value) -> response.getHeaders().putSingle(name, value));
    }
}
