package io.latchkey.token.tokens;

import io.latchkey.outbox.Outbox;
import io.latchkey.outbox.OutboxEvent;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.latchkey.token.uses.Uses;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Ends rotated tokens whose successor has been used, though their overlap goes on; and tells, once an hour a token, of
 * those that are presented after their end. Every instance does this, one token at a time under its lock.
 */
@ApplicationScoped
class EndRotated {
    private static final Logger LOG = Logger.getLogger(EndRotated.class);
    private static final Duration TOLD_AGAIN = Duration.ofHours(1);
    private static final String SUCCESSOR_USED = """
            select old.id from token old join token_use used on used.token = old.rotated_to
            where old.rotated_to is not null and old.status = 'active' and old.expires_at > ?1
            order by old.id limit 1000""";

    private final Tokens tokens;
    private final Outbox outbox;
    private final CacheSync cache;
    private final Uses uses;
    private final Clock clock;

    EndRotated(Tokens tokens, Outbox outbox, CacheSync cache, Uses uses, Clock clock) {
        this.tokens = tokens;
        this.outbox = outbox;
        this.cache = cache;
        this.uses = uses;
        this.clock = clock;
    }

    @Scheduled(every = "{latchkey.rotation.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return end().flatMap(ended -> tell(uses.takeRotatedOut()));
    }

    private Uni<Void> end() {
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(SUCCESSOR_USED, UUID.class)
                                .setParameter(1, clock.instant())
                                .getResultList()))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(this::end)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> end(UUID id) {
        return Panache.withTransaction(() -> tokens.locked(id).flatMap(this::end))
                .call(cache::settled)
                .replaceWithVoid();
    }

    private Uni<Pending> end(Token token) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        if (token.expiresAt.isAfter(now)) {
            token.expiresAt = now;
            token.version++;
        }
        return outbox.append(TokenEvent.of(token).toOutbox())
                .flatMap(told -> cache.noteTokens(token.account, token.id));
    }

    private Uni<Void> tell(Set<UUID> presented) {
        return presented.isEmpty()
                ? Uni.createFrom().voidItem()
                : Panache.withTransaction(() -> tokens.lockedAll(presented).flatMap(this::tell))
                        .onFailure()
                        .invoke(failure -> presented.forEach(uses::noteRotatedOut));
    }

    private Uni<Void> tell(List<Token> presented) {
        Instant now = clock.instant();
        List<OutboxEvent> events = presented.stream()
                .filter(token -> token.misuseToldAt == null
                        || token.misuseToldAt.plus(TOLD_AGAIN).isBefore(now))
                .peek(token -> {
                    token.misuseToldAt = now;
                    LOG.warnf("token %s was presented after it was rotated and had ended", token.id);
                })
                .map(token -> new RotatedOutUsedEvent(token.id, token.account, token.rotatedTo, now).toOutbox())
                .toList();
        return outbox.append(events);
    }
}
