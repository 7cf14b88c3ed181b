package io.latchkey.identity.sessions;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
public class Sessions implements PanacheRepositoryBase<Session, UUID> {
    private static final UUID NONE = new UUID(0, 0);

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

    Uni<Session> liveOf(UUID account, UUID id) {
        return find("id = ?1 and account = ?2 and endedAt is null", id, account).firstResult();
    }

    Uni<List<Session>> live(UUID account) {
        return list("account = ?1 and endedAt is null and expiresAt > ?2 order by id", account, clock.instant());
    }

    /** As its person sees them; needs a session. */
    public Uni<List<SessionView>> views(UUID account, UUID current) {
        return live(account)
                .map(found -> found.stream()
                        .map(session -> SessionView.of(session, current))
                        .toList());
    }

    /**
     * Their refresh tokens work no more; access tokens end when they expire. Needs a transaction.
     *
     * @param kept the one that goes on; null for none
     */
    public Uni<Void> endAll(UUID account, UUID kept) {
        return update(
                        "endedAt = ?1 where account = ?2 and endedAt is null and id <> ?3",
                        clock.instant(),
                        account,
                        kept == null ? NONE : kept)
                .replaceWithVoid();
    }

    /**
     * Of whomever, as {@link #endAll} does; needs a transaction.
     *
     * @return how many there were, {@code most} at the most
     */
    public Uni<Integer> endSome(int most) {
        return update(
                "endedAt = ?1 where id in (select id from Session where endedAt is null order by id limit " + most
                        + ")",
                clock.instant());
    }

    @Scheduled(every = "1h", delayed = "5m")
    @WithTransaction
    Uni<Void> forgetExpired() {
        return delete("expiresAt <= ?1", clock.instant()).replaceWithVoid();
    }
}
