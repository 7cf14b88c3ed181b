package io.latchkey.edge.requests;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/** A body that does not say how long it is (chunked, or over HTTP/2 without a length) is read as far as it may be long. */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public final class LimitUnannounced implements ReaderInterceptor {
    private final RoutingContext context;

    LimitUnannounced(RoutingContext context) {
        this.context = context;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext reading) throws IOException {
        Long most = context.get(BodyLimit.MOST);
        if (most != null) {
            reading.setInputStream(
                    new LimitedBody(reading.getInputStream(), most, () -> StopSending.onceAnswered(context)));
        }
        return reading.proceed();
    }
}
