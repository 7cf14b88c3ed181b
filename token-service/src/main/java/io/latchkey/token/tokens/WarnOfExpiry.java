package io.latchkey.token.tokens;

import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Tells of tokens that end soon, once for each of the configured times before it, so that somebody rotates them. One that
 * was made to last no longer than such a time is not told of by that. Every instance does this, one token at a time under
 * its lock.
 */
@ApplicationScoped
class WarnOfExpiry {
    private static final Logger LOG = Logger.getLogger(WarnOfExpiry.class);
    private static final String DUE = """
            select t.id, min(b.seconds) as before
            from token t, unnest(cast(?1 as bigint[])) as b(seconds)
            where t.status = 'active' and t.rotated_to is null and t.expires_at > ?2
              and t.expires_at <= cast(?2 as timestamptz) + b.seconds * interval '1 second'
              and t.created_at + b.seconds * interval '1 second' < t.expires_at
            group by t.id, t.warned_before
            having t.warned_before is null or t.warned_before > min(b.seconds)
            order by t.id limit 1000""";

    private final Tokens tokens;
    private final Outbox outbox;
    private final Long[] before;
    private final Clock clock;

    WarnOfExpiry(Tokens tokens, Outbox outbox, ExpiryConfig config, Clock clock) {
        this.tokens = tokens;
        this.outbox = outbox;
        this.before = config.warn().stream().map(Duration::toSeconds).toArray(Long[]::new);
        this.clock = clock;
    }

    @Scheduled(every = "{latchkey.expiry.sweep}", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return due().onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(row -> warn(row.get("id", UUID.class), row.get("before", Long.class)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<Tuple>> due() {
        return Panache.withSession(() -> Panache.getSession()
                .flatMap(session -> session.createNativeQuery(DUE, Tuple.class)
                        .setParameter(1, before)
                        .setParameter(2, clock.instant())
                        .getResultList()));
    }

    private Uni<Void> warn(UUID id, long seconds) {
        return Panache.withTransaction(() -> tokens.locked(id).flatMap(token -> {
            boolean ended = token.isRevoked() || token.rotatedTo != null;
            if (ended || token.warnedBefore != null && token.warnedBefore <= seconds) {
                return Uni.createFrom().voidItem();
            }
            token.warnedBefore = seconds;
            Instant now = clock.instant();
            LOG.infof("token %s ends at %s", token.id, token.expiresAt);
            return outbox.append(ExpiringEvent.of(token, now).toOutbox());
        }));
    }
}
