package io.latchkey.token.cache;

import io.latchkey.edge.catalogues.CatalogueHistory;
import io.latchkey.token.permissions.Catalogue;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Rights are kept in Redis by their number in the catalogue, so with one whose numbers mean something else nothing starts.
 * Behind another version the cache is filled anew: what older instances have written lacks what is new.
 */
@ApplicationScoped
class AdmitCatalogue {
    private static final Logger LOG = Logger.getLogger(AdmitCatalogue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CatalogueHistory history;
    private final Catalogue catalogue;
    private final RefillCache refill;

    AdmitCatalogue(CatalogueHistory history, Catalogue catalogue, RefillCache refill) {
        this.history = history;
        this.catalogue = catalogue;
        this.refill = refill;
    }

    /** On the main thread, before anything is served. */
    void admit(@Observes StartupEvent event) {
        history.admit(catalogue.version())
                .flatMap(isNew -> isNew ? fillAnew() : Uni.createFrom().voidItem())
                .await()
                .atMost(PATIENCE);
    }

    private Uni<Void> fillAnew() {
        LOG.infof(
                "the permission catalogue is of version %d now; Redis is filled anew",
                catalogue.version().version());
        return refill.refill();
    }
}
