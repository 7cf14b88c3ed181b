package io.latchkey.workspace.imports;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class DeviceImports implements PanacheRepositoryBase<DeviceImport, UUID> {
    /** Without a sign of life for that long, whoever did it is taken for dead. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final ImportConfig config;
    private final Clock clock;

    DeviceImports(ImportConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Uni<DeviceImport> find(UUID workspace, UUID id) {
        return find("workspace = ?1 and id = ?2", workspace, id).firstResult();
    }

    Uni<List<DeviceImport>> page(UUID workspace, UUID after, int limit) {
        return find("workspace = ?1 and id > ?2 order by id", workspace, after)
                .page(0, limit)
                .list();
    }

    /** The oldest that nobody does, now this instance's to do; null where there is none. */
    @WithTransaction
    Uni<DeviceImport> claimNext() {
        Instant now = clock.instant();
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery("""
                                select id from device_import
                                where status = 'waiting' or (status = 'running' and heartbeat_at < :silent)
                                order by created_at limit 1 for update skip locked""", UUID.class)
                        .setParameter("silent", now.minus(SILENCE))
                        .getSingleResultOrNull())
                .flatMap(id -> id == null ? Uni.createFrom().nullItem() : findById(id))
                .invoke(claimed -> {
                    if (claimed != null) {
                        claimed.status = DeviceImport.RUNNING;
                        claimed.attempts++;
                        claimed.done = 0;
                        claimed.heartbeatAt = now;
                    }
                });
    }

    @Scheduled(every = "1h", delayed = "5m")
    @WithTransaction
    Uni<Void> forgetOld() {
        return delete("finishedAt < ?1", clock.instant().minus(config.retention()))
                .replaceWithVoid();
    }
}
