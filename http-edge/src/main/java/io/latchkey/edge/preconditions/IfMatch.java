package io.latchkey.edge.preconditions;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;

/** The condition of the request under way. */
@RequestScoped
public class IfMatch {
    private final RoutingContext context;

    IfMatch(RoutingContext context) {
        this.context = context;
    }

    /** The header, to be kept where the request's scope is not at hand; null for none. */
    public String header() {
        return context.request().getHeader(HttpHeaders.IF_MATCH);
    }

    /**
     * @param header may be null
     * @param before the thing as it is, locked; null where there is none
     */
    public static void require(String header, EntityTags tags, Object before) {
        if (header != null && (before == null || !EntityTags.names(header, tags.of(before)))) {
            throw Refused.because(Reason.PRECONDITION_FAILED, "It was changed meanwhile; read it again, then decide.");
        }
    }
}
