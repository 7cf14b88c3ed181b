package io.latchkey.workspace.operations;

import io.latchkey.workspace.access.OneAfterAnother;
import io.latchkey.workspace.access.Workspaces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Every workspace in its turn is told anew, by whichever instance has time. Token-service compares what it is told with what
 * it holds, and there should be no difference.
 */
@ApplicationScoped
class RetellInTurn {
    private static final Logger LOG = Logger.getLogger(RetellInTurn.class);

    private final Workspaces workspaces;
    private final Replay replay;
    private final Duration every;
    private final Counter retold;

    RetellInTurn(Workspaces workspaces, Replay replay, RetellingConfig config, MeterRegistry registry) {
        this.workspaces = workspaces;
        this.replay = replay;
        this.every = config.every();
        this.retold = Counter.builder("latchkey.workspaces.retold")
                .description("Workspaces whose state was told anew in their turn")
                .register(registry);
    }

    @Scheduled(every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> now() {
        return every.isZero() ? Uni.createFrom().voidItem() : OneAfterAnother.whileMore(this::next);
    }

    private Uni<Boolean> next() {
        return Panache.withTransaction(() -> workspaces.nextToRetell(every))
                .flatMap(workspace -> workspace == null
                        ? Uni.createFrom().item(false)
                        : retell(workspace).replaceWith(true));
    }

    /** One that cannot be told is left until its next turn, and keeps no other waiting. */
    private Uni<Void> retell(UUID workspace) {
        return replay.replay(workspace)
                .invoke(revision -> retold.increment())
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.warnf("workspace %s is not told anew: %s", workspace, failure))
                .onFailure()
                .recoverWithNull();
    }
}
