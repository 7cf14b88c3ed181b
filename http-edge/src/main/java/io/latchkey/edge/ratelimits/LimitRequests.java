package io.latchkey.edge.ratelimits;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Counts each request of an account and of a network address, and tells them what is left. */
class LimitRequests {
    private static final Logger LOG = Logger.getLogger(LimitRequests.class);
    private static final String QUOTAS = LimitRequests.class.getName();

    private final Quotas quotas;
    private final RateLimitConfig config;
    private final CurrentIdentityAssociation identities;
    private final Counter refused;
    private final Counter unlimited;

    LimitRequests(
            Quotas quotas, RateLimitConfig config, CurrentIdentityAssociation identities, MeterRegistry registry) {
        this.quotas = quotas;
        this.config = config;
        this.identities = identities;
        this.refused = Counter.builder("latchkey.rate-limits.refused")
                .description("Requests of somebody who has asked too much")
                .register(registry);
        this.unlimited = Counter.builder("latchkey.rate-limits.unlimited")
                .description("Requests that were not counted, since Redis did not answer")
                .register(registry);
    }

    /** Before anything else, so that what is refused for another reason counts too. */
    @ServerRequestFilter(preMatching = true)
    public Uni<Response> limit(ContainerRequestContext request, RoutingContext context) {
        if (!request.getUriInfo().getPath().startsWith("/v1/")) {
            return Uni.createFrom().nullItem();
        }
        return account()
                .flatMap(account -> take(account, context))
                .invoke(taken -> {
                    context.put(QUOTAS, taken);
                    taken.stream()
                            .filter(Quota::isExceeded)
                            .max(Comparator.comparing(Quota::pause))
                            .ifPresent(this::refuse);
                })
                .replaceWith((Response) null);
    }

    /** Whoever has no JWT that holds is nobody here; the endpoint says the rest. */
    private Uni<Optional<String>> account() {
        return identities
                .getDeferredIdentity()
                .map(SecurityIdentity::getPrincipal)
                .map(principal -> principal instanceof JsonWebToken jwt
                        ? Optional.ofNullable(jwt.getSubject())
                        : Optional.<String>empty())
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Uni<List<Quota>> take(Optional<String> account, RoutingContext context) {
        List<Uni<Quota>> asked = new ArrayList<>();
        account.ifPresent(id -> asked.add(quotas.take("account", id, config.perAccount(), config.window())));
        if (account.isPresent() || config.anonymous()) {
            String source = Sources.network(context.request().remoteAddress().hostAddress());
            asked.add(quotas.take("source", source, config.perSource(), config.window()));
        }
        if (asked.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Uni.join().all(asked).andFailFast().onFailure().recoverWithItem(this::goOn);
    }

    /** A quota is there to keep others from waiting; that Redis is away must not keep everybody. */
    private List<Quota> goOn(Throwable failure) {
        LOG.debugf("requests are not limited: %s", failure);
        unlimited.increment();
        return List.of();
    }

    private void refuse(Quota exceeded) {
        refused.increment();
        throw Refused.later(
                Reason.TOO_MANY_ATTEMPTS,
                "Too many requests of this " + exceeded.name() + "; go on in a moment.",
                Duration.ofSeconds(Quota.seconds(exceeded.pause())));
    }

    @ServerResponseFilter
    public void tell(ContainerResponseContext response, RoutingContext context) {
        List<Quota> taken = context.get(QUOTAS);
        if (taken != null && !taken.isEmpty()) {
            response.getHeaders()
                    .putSingle(
                            "RateLimit-Policy",
                            listed(taken.stream().map(Quota::policy).toList()));
            response.getHeaders()
                    .putSingle(
                            "RateLimit", listed(taken.stream().map(Quota::state).toList()));
        }
    }

    /** A list of structured fields (RFC 9651 section 3.1). */
    private static String listed(List<String> items) {
        return items.stream().collect(Collectors.joining(", "));
    }
}
