package io.latchkey.workspace.idempotency;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Remembers the body of a request with a key, so that another with the same key is told from it. */
@Provider
final class ReadBody implements ReaderInterceptor {
    private final RoutingContext context;

    ReadBody(RoutingContext context) {
        this.context = context;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext reading) throws IOException {
        Keyed keyed = context.get(Keyed.IN_CONTEXT);
        if (keyed != null) {
            byte[] body = reading.getInputStream().readAllBytes();
            reading.setInputStream(new ByteArrayInputStream(body));
            context.put(Keyed.IN_CONTEXT, new Keyed(keyed.key(), keyed.uri(), body));
        }
        return reading.proceed();
    }
}
