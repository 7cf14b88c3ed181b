package io.latchkey.token.tokens;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class Tokens implements PanacheRepositoryBase<Token, UUID> {
    Uni<List<Token>> page(UUID account, UUID after, int limit) {
        return find("account = ?1 and id > ?2 order by id", account, after)
                .page(0, limit)
                .list();
    }

    Uni<Token> locked(UUID id) {
        return findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    Uni<List<Token>> byHmac(Collection<byte[]> hmacs) {
        return list("hmac in ?1 order by id", hmacs);
    }

    Uni<List<Token>> lockedAll(Collection<UUID> ids) {
        return find("id in ?1 order by id", ids)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    Uni<List<Token>> lockedOf(UUID account) {
        return find("account = ?1 order by id", account)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }
}
