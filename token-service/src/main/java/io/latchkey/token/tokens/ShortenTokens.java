package io.latchkey.token.tokens;

import io.latchkey.outbox.Outbox;
import io.latchkey.token.audit.Action;
import io.latchkey.token.audit.AuditLog;
import io.latchkey.token.audit.By;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Moves the ends of a workspace's API users' tokens nearer, as its policy wants: none lasts longer from now on than the
 * maximum, so that a policy that is tightened gives everybody that long to rotate; and an automatic one that was made
 * under the policy, before its workspace was known here, gets the usual lifetime.
 */
@ApplicationScoped
public class ShortenTokens {
    private static final Logger LOG = Logger.getLogger(ShortenTokens.class);
    private static final String TOO_LONG = """
            select id, lifetime
            from (select t.id, t.expires_at,
                         case when t.automatic and t.expires_at is null
                                   and t.created_at >= w.token_policy_since
                              then coalesce(w.token_default_lifetime, w.token_max_lifetime)
                              else w.token_max_lifetime end as lifetime
                  from scope s join workspace w on w.id = s.workspace join token t on t.account = s.account
                  where %s = ?1 and s.kind = 'api-user' and s.status = 'active' and t.status = 'active') t
            where lifetime is not null
              and (expires_at is null or expires_at > cast(?2 as timestamptz) + lifetime * interval '1 second')
            order by id""";

    private static final String IN_WORKSPACE = TOO_LONG.formatted("w.id");
    private static final String OF_ACCOUNT = TOO_LONG.formatted("s.account");

    private final Tokens tokens;
    private final AuditLog auditLog;
    private final Outbox outbox;
    private final CacheSync cache;
    private final Clock clock;

    ShortenTokens(Tokens tokens, AuditLog auditLog, Outbox outbox, CacheSync cache, Clock clock) {
        this.tokens = tokens;
        this.auditLog = auditLog;
        this.outbox = outbox;
        this.cache = cache;
        this.clock = clock;
    }

    /** Once the workspace's policy, and who is in it, is committed. */
    public Uni<Void> in(UUID workspace) {
        return shorten(IN_WORKSPACE, workspace);
    }

    /**
     * Once the account's token is committed: of that and its membership, which are told by two topics, whichever is
     * committed last sees the other.
     */
    public Uni<Void> of(UUID account) {
        return shorten(OF_ACCOUNT, account);
    }

    private Uni<Void> shorten(String query, UUID by) {
        return tooLong(query, by)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(
                        row -> shorten(row.get("id", UUID.class), Duration.ofSeconds(row.get("lifetime", Long.class))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<Tuple>> tooLong(String query, UUID by) {
        return Uni.createFrom()
                .deferred(() -> Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createNativeQuery(query, Tuple.class)
                                .setParameter(1, by)
                                .setParameter(2, clock.instant())
                                .getResultList())));
    }

    private Uni<Void> shorten(UUID id, Duration lifetime) {
        return Panache.withTransaction(() -> tokens.locked(id).flatMap(token -> shorten(token, lifetime)))
                .call(pending -> pending == null ? Uni.createFrom().voidItem() : cache.settled(pending))
                .replaceWithVoid();
    }

    /** Null where somebody else has done it, or ended it, meanwhile. */
    private Uni<Pending> shorten(Token token, Duration lifetime) {
        Instant end = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        if (token.isRevoked() || token.expiresAt != null && !token.expiresAt.isAfter(end)) {
            return Uni.createFrom().nullItem();
        }
        LOG.infof("token %s now ends at %s, as its workspace wants", token.id, end);
        token.expiresAt = end;
        token.warnedBefore = null;
        token.version++;
        return auditLog.note(token.id, Action.SHORTENED, By.NOBODY)
                .flatMap(noted -> outbox.append(TokenEvent.of(token).toOutbox()))
                .flatMap(told -> cache.noteTokens(token.account, token.id));
    }
}
