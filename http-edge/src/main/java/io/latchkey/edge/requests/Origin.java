package io.latchkey.edge.requests;

import io.latchkey.edge.callers.OptionalClaims;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Where a change comes from.
 *
 * @param account whose request it was; null for nobody's, as what follows from an event is
 * @param token the API token the caller came with; null for a session
 * @param source the network address, as the gateway tells it
 * @param traceId W3C Trace Context; null where nothing traces
 */
public record Origin(UUID account, UUID token, String source, String requestId, String traceId) {
    public static Origin event(UUID account) {
        return new Origin(account, null, null, null, traceId(Span.current().getSpanContext()));
    }

    /** @param jwt null for somebody who came without */
    static Origin request(UUID account, JsonWebToken jwt, RoutingContext context) {
        String token = jwt == null ? null : OptionalClaims.text(jwt, "token");
        return new Origin(
                account,
                token == null ? null : UUID.fromString(token),
                context.request().remoteAddress().hostAddress(),
                context.get(RequestIds.KEY),
                traceId(Span.current().getSpanContext()));
    }

    private static String traceId(SpanContext span) {
        return span.isValid() ? span.getTraceId() : null;
    }
}
