package io.latchkey.edge.draining;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Told to end, an instance first says that it is not ready, and answers for a while as before ({@code
 * quarkus.shutdown.delay}); with each answer it lets a connection go, so that its callers come back to another instance.
 */
@ApplicationScoped
class TakeLeave {
    private static final Logger LOG = Logger.getLogger(TakeLeave.class);
    private static final int BEFORE_ALL = 1001;
    /** Others have something to wait for. */
    private static final int FIRST = 1;

    private volatile boolean leaving;

    void begin(@Observes @Priority(FIRST) ShutdownDelayInitiatedEvent event) {
        LOG.info("told to end; answering until callers have gone elsewhere");
        leaving = true;
    }

    void register(@Observes Filters filters) {
        filters.register(this::letGo, BEFORE_ALL);
    }

    private void letGo(RoutingContext context) {
        if (leaving) {
            if (context.request().version() == HttpVersion.HTTP_2) {
                context.request().connection().shutdown();
            } else {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        }
        context.next();
    }
}
