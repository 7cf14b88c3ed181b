package io.latchkey.edge.requests;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.SocketException;

/**
 * When a request is over, however it ends: answered, given up, or its connection lost. A response has one listener for
 * each, and so {@link RoutingContext#addEndHandler} hears nothing of a request where somebody else listens to the response
 * itself, as Quarkus' GraphQL does. Quarkus keeps this for its own waiting at shutdown, and has it where that is on.
 */
@ApplicationScoped
public class RequestEnd {
    private static final boolean LIVE_CODING = LaunchMode.current() == LaunchMode.DEVELOPMENT;

    void requireIt(@Observes StartupEvent event, ShutdownConfig config) {
        if (!config.isTimeoutEnabled() && !LIVE_CODING) {
            throw new IllegalStateException(
                    "quarkus.shutdown.timeout has to be above zero: the end of a request is not told without it");
        }
    }

    /**
     * Of a request that has failed: lets it go without an answer where whoever asked has gone.
     *
     * @return false where it failed of something else
     */
    public static boolean letGo(RoutingContext context) {
        Throwable failure = context.failure();
        if (failure instanceof SocketException || failure instanceof HttpClosedException) {
            context.request().connection().close();
            return true;
        }
        return failure instanceof StreamResetException;
    }

    /** @param action done once */
    public static void await(RoutingContext context, Runnable action) {
        if (LIVE_CODING) {
            context.addEndHandler(over -> action.run());
        } else {
            QuarkusRequestWrapper.get(context.request()).addRequestDoneHandler(over -> action.run());
        }
    }
}
