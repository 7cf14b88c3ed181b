package io.latchkey.workspace.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jboss.logging.Logger;

/** Takes out what is older than it has to be kept, a log at a time, and seals the older end anew. */
@ApplicationScoped
class ForgetAudit {
    private static final Logger LOG = Logger.getLogger(ForgetAudit.class);
    private static final int LOGS_AT_ONCE = 100;

    private final AuditConfig config;
    private final AuditKeys keys;
    private final Clock clock;

    ForgetAudit(AuditConfig config, AuditKeys keys, Clock clock) {
        this.config = config;
        this.keys = keys;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return config.retention()
                .map(kept -> olderThan(clock.instant().minus(kept)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private Uni<Void> olderThan(Instant end) {
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(session -> session.createQuery(
                                        "select distinct log from AuditEntry where at < :end", UUID.class)
                                .setParameter("end", end)
                                .setMaxResults(LOGS_AT_ONCE)
                                .getResultList()))
                .flatMap(logs -> oneAfterAnother(logs, end));
    }

    private Uni<Void> oneAfterAnother(List<UUID> logs, Instant end) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (UUID log : logs) {
            done = done.flatMap(before ->
                    Panache.withTransaction(() -> Panache.getSession().flatMap(session -> forget(session, log, end))));
        }
        return done;
    }

    private Uni<Void> forget(Session session, UUID log, Instant end) {
        return session.find(AuditLogRow.class, log, LockModeType.PESSIMISTIC_WRITE)
                .flatMap(row -> row.isSealed(keys) ? cut(session, row, end) : broken(row));
    }

    /** What was tampered with stays as it was found: sealing it anew would hide it. */
    private static Uni<Void> broken(AuditLogRow row) {
        LOG.errorf("the audit log %s is not as it was sealed; nothing of it is taken out", row.id);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> cut(Session session, AuditLogRow row, Instant end) {
        return session.createQuery(
                        "from AuditEntry where log = :log and at < :end order by number desc", AuditEntry.class)
                .setParameter("log", row.id)
                .setParameter("end", end)
                .setMaxResults(1)
                .getSingleResultOrNull()
                .flatMap(last -> {
                    if (last == null) {
                        return Uni.createFrom().voidItem();
                    }
                    row.oldest = last.number;
                    row.oldestMac = last.mac;
                    row.sealWith(keys);
                    return session.createMutationQuery("delete from AuditEntry where log = :log and number <= :number")
                            .setParameter("log", row.id)
                            .setParameter("number", last.number)
                            .executeUpdate()
                            .replaceWithVoid();
                });
    }
}
