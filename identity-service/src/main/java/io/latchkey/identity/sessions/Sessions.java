package io.latchkey.identity.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.UUID;

@ApplicationScoped
class Sessions implements PanacheRepositoryBase<Session, UUID> {
    private final Clock clock;

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** By its refresh token or the one before; locked, so that one token cannot be used twice at once. */
    Uni<Session> lockedByRefreshHash(byte[] hash) {
        return find("refreshHash = ?1 or previousHash = ?1", hash)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    @Scheduled(every = "1h", delayed = "5m")
    @WithTransaction
    Uni<Void> forgetExpired() {
        return delete("expiresAt <= ?1", clock.instant()).replaceWithVoid();
    }
}
