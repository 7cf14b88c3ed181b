package io.latchkey.edge.ratelimits;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Counts each request of an account and of a network address, and says what is left. */
@ApplicationScoped
public class RateLimits {
    private static final Logger LOG = Logger.getLogger(RateLimits.class);
    private static final String QUOTAS = RateLimits.class.getName();

    private final Quotas quotas;
    private final RateLimitConfig config;
    private final Counter refused;
    private final Counter unlimited;

    RateLimits(Quotas quotas, RateLimitConfig config, MeterRegistry registry) {
        this.quotas = quotas;
        this.config = config;
        this.refused = Counter.builder("latchkey.rate-limits.refused")
                .description("Requests of somebody who has asked too much")
                .register(registry);
        this.unlimited = Counter.builder("latchkey.rate-limits.unlimited")
                .description("Requests that were not counted, since Redis did not answer")
                .register(registry);
    }

    /**
     * Whoever has no JWT that holds is nobody here; the endpoint says the rest.
     *
     * @throws Refused where somebody has asked too much
     */
    public Uni<Void> admit(Uni<SecurityIdentity> identity, RoutingContext context) {
        return account(identity)
                .flatMap(account -> take(account, context))
                .invoke(taken -> {
                    context.put(QUOTAS, taken);
                    taken.stream()
                            .filter(Quota::isExceeded)
                            .max(Comparator.comparing(Quota::pause))
                            .ifPresent(this::refuse);
                })
                .replaceWithVoid();
    }

    private static Uni<Optional<String>> account(Uni<SecurityIdentity> identity) {
        return identity.map(known -> known.getPrincipal() instanceof JsonWebToken jwt
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

    /** Header fields that say what is left; none where nothing was counted. */
    public Map<String, String> headers(RoutingContext context) {
        List<Quota> taken = context.get(QUOTAS);
        Map<String, String> headers = new LinkedHashMap<>();
        if (taken != null && !taken.isEmpty()) {
            headers.put("RateLimit-Policy", listed(taken, Quota::policy));
            headers.put("RateLimit", listed(taken, Quota::state));
        }
        return headers;
    }

    /** A list of structured fields (RFC 9651 section 3.1). */
    private static String listed(List<Quota> taken, Function<Quota, String> item) {
        return taken.stream().map(item).collect(Collectors.joining(", "));
    }
}
