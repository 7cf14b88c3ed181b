package io.latchkey.workspace.upgrades;

import io.latchkey.edge.catalogues.CatalogueHistory;
import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.access.Change;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.OneAfterAnother;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.rights.Catalogue;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * One workspace after another, each in a transaction of its own, by whichever instance has time: what is added reaches who
 * holds everything, what is retired leaves everybody, and changed built-in roles their holders.
 */
@ApplicationScoped
class FollowCatalogue {
    private static final Logger LOG = Logger.getLogger(FollowCatalogue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CatalogueHistory history;
    private final Catalogue catalogue;
    private final Workspaces workspaces;
    private final TellEverybody tellEverybody;
    private final ChangeWorkspace changeWorkspace;
    private volatile long behind;

    FollowCatalogue(
            CatalogueHistory history,
            Catalogue catalogue,
            Workspaces workspaces,
            TellEverybody tellEverybody,
            ChangeWorkspace changeWorkspace,
            MeterRegistry registry) {
        this.history = history;
        this.catalogue = catalogue;
        this.workspaces = workspaces;
        this.tellEverybody = tellEverybody;
        this.changeWorkspace = changeWorkspace;
        Gauge.builder("latchkey.catalogue.behind", () -> behind)
                .description("Workspaces whose members are told by an older version of the permission catalogue")
                .register(registry);
    }

    @RegisterForReflection
    record Version(int version) {}

    /** On the main thread, before anything is served: with a catalogue that cannot follow the last one nothing starts. */
    void admit(@Observes StartupEvent event) {
        if (history.admit(catalogue.version()).await().atMost(PATIENCE)) {
            LOG.infof(
                    "the permission catalogue is of version %d now",
                    catalogue.version().version());
        }
    }

    @Scheduled(every = "5s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> followAll() {
        int version = catalogue.version().version();
        return Panache.withSession(() -> workspaces.count("catalogue < ?1 and status <> 'deleted'", version))
                .invoke(count -> behind = count)
                .flatMap(count -> count == 0 ? Uni.createFrom().voidItem() : followEach(version));
    }

    /** Counted once a round, not once a workspace. */
    private Uni<Void> followEach(int version) {
        return OneAfterAnother.whileMore(() ->
                followOne(version).invoke(followed -> behind = followed ? Math.max(0, behind - 1) : behind));
    }

    /** False where others have those that are left. */
    private Uni<Boolean> followOne(int version) {
        return Panache.withTransaction(() -> workspaces
                .lockedBefore(version)
                .flatMap(workspace -> workspace == null
                        ? Uni.createFrom().item(false)
                        : changeWorkspace
                                .unattended(workspace, Origin.event(null), change -> follow(change, version))
                                .replaceWith(true)));
    }

    private Uni<Void> follow(Change change, int version) {
        Workspace workspace = change.workspace();
        change.note(Action.CATALOGUE_CHANGED, workspace.id, new Version(workspace.catalogue), new Version(version));
        return tellEverybody.tell(change);
    }
}
