package io.latchkey.token.tokens;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
class Tokens implements PanacheRepositoryBase<Token, UUID> {
    static final Duration SHOWN_AFTER_ITS_END = Duration.ofDays(90);

    /** Locked in the order in which everybody locks several. */
    private static final String RAISE_VERSIONS = """
            update token set version = version + 1
            where id in (select id from token
                         where account = :account and status = 'active' and (expires_at is null or expires_at > :at)
                         order by id for update)""";

    Uni<List<Token>> page(UUID account, StatusFilter filter, Instant now, UUID after, int limit) {
        String shown = filter.condition();
        Map<String, Object> parameters = new HashMap<>(Map.of("account", account, "after", after));
        if (shown.contains(":now")) {
            parameters.put("now", now);
        }
        if (shown.contains(":ended")) {
            parameters.put("ended", now.minus(SHOWN_AFTER_ITS_END));
        }
        return find("account = :account and id > :after and " + shown + " order by id", parameters)
                .page(0, limit)
                .list();
    }

    Uni<Token> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** Null where there is no such token. Reads no entity, which a lock taken later in the session would not renew. */
    Uni<UUID> accountOf(UUID id) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery("select account from Token where id = :id", UUID.class)
                        .setParameter("id", id)
                        .getSingleResultOrNull());
    }

    Uni<List<Token>> lockedByHmac(Collection<byte[]> hmacs) {
        return find("hmac in ?1 order by id", hmacs)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Token>> byHmac(Collection<byte[]> hmacs) {
        return list("hmac in ?1 order by id", hmacs);
    }

    Uni<List<Token>> lockedAll(Collection<UUID> ids) {
        return find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /**
     * Raises the versions of those of the account that count, or did at that time. One statement, however many they are:
     * the account is locked meanwhile, and after an outage there are many to raise.
     */
    Uni<Void> raiseVersionsOfLive(UUID account, Instant at) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(RAISE_VERSIONS)
                        .setParameter("account", account)
                        .setParameter("at", at)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Those of the account that were not revoked. */
    Uni<List<Token>> lockedOf(UUID account) {
        return find("account = ?1 and status = ?2 order by id", account, Token.ACTIVE)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
