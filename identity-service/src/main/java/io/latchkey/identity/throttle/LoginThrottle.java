package io.latchkey.identity.throttle;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Counts failed log-ins, in PostgreSQL so that every instance sees the same. The narrow count (one address from one
 * source) stops guessing; the two wide ones stop many sources guessing one address and one source trying many
 * addresses. Success forgets the narrow count alone, so an attacker's own account does not buy them tries.
 */
@ApplicationScoped
public class LoginThrottle {
    private static final String COUNT = """
            insert into login_failure (key, failures, forget_at) values (:key, 1, :forgetAt)
            on conflict (key) do update set
                failures = case when login_failure.forget_at <= :now then 1 else login_failure.failures + 1 end,
                forget_at = case when login_failure.forget_at <= :now then :forgetAt else login_failure.forget_at end""";

    private final ThrottleConfig config;
    private final Clock clock;

    LoginThrottle(ThrottleConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** @param source the network address the try comes from */
    public record Attempt(String email, String source) {
        String pair() {
            return "pair:" + email + "|" + source;
        }
    }

    private record Limit(String key, int failures) {}

    private List<Limit> limits(Attempt attempt) {
        // A fixed order, so that two failures at once cannot deadlock on the three rows.
        return List.of(
                new Limit("account:" + attempt.email(), config.perAccount()),
                new Limit(attempt.pair(), config.perAccountAndSource()),
                new Limit("source:" + attempt.source(), config.perSource()));
    }

    /** Fails with TOO_MANY_ATTEMPTS where one of the counts is used up. */
    @WithTransaction
    public Uni<Void> admit(Attempt attempt) {
        Instant now = clock.instant();
        List<Limit> limits = limits(attempt);
        return Panache.getSession()
                .flatMap(session -> session.createQuery(
                                "from LoginFailure where key in (:keys) and forgetAt > :now", LoginFailure.class)
                        .setParameter("keys", limits.stream().map(Limit::key).toList())
                        .setParameter("now", now)
                        .getResultList())
                .invoke(failures -> usedUp(failures, limits).ifPresent(until -> {
                    throw Refused.later(
                            Reason.TOO_MANY_ATTEMPTS,
                            "Too many failed log-ins; try again later.",
                            Duration.between(now, until));
                }))
                .replaceWithVoid();
    }

    private static Optional<Instant> usedUp(List<LoginFailure> failures, List<Limit> limits) {
        return failures.stream()
                .filter(failure -> limits.stream()
                        .anyMatch(limit -> limit.key().equals(failure.key) && failure.failures >= limit.failures()))
                .map(failure -> failure.forgetAt)
                .max(Comparator.naturalOrder());
    }

    @WithTransaction
    public Uni<Void> failed(Attempt attempt) {
        Uni<Void> counted = Uni.createFrom().voidItem();
        for (Limit limit : limits(attempt)) {
            counted = counted.flatMap(done -> count(limit.key()));
        }
        return counted;
    }

    private Uni<Void> count(String key) {
        Instant now = clock.instant();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(COUNT)
                        .setParameter("key", key)
                        .setParameter("now", now)
                        .setParameter("forgetAt", now.plus(config.window()))
                        .executeUpdate())
                .replaceWithVoid();
    }

    @WithTransaction
    public Uni<Void> succeeded(Attempt attempt) {
        return Panache.getSession()
                .flatMap(session -> session.createMutationQuery("delete from LoginFailure where key = :key")
                        .setParameter("key", attempt.pair())
                        .executeUpdate())
                .replaceWithVoid();
    }

    @Scheduled(every = "10m", delayed = "1m")
    @WithTransaction
    Uni<Void> forgetOld() {
        return Panache.getSession()
                .flatMap(session -> session.createMutationQuery("delete from LoginFailure where forgetAt <= :now")
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
