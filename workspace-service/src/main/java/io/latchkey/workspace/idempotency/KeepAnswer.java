package io.latchkey.workspace.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.revisions.Revision;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Writes down what is answered to a request that has claimed its key. */
class KeepAnswer {
    private static final Logger LOG = Logger.getLogger(KeepAnswer.class);

    private final RoutingContext context;
    private final ObjectMapper json;

    KeepAnswer(RoutingContext context, ObjectMapper json) {
        this.context = context;
        this.json = json;
    }

    @ServerResponseFilter
    public Uni<Void> keep(ContainerResponseContext response) {
        AnsweredRequest.Id id = context.get(Keyed.CLAIMED);
        if (id == null || response.getStatus() >= 300) {
            return Uni.createFrom().voidItem();
        }
        return Panache.withTransaction(() -> Panache.getSession()
                        .flatMap(session -> session.find(AnsweredRequest.class, id))
                        .invoke(row -> {
                            row.status = response.getStatus();
                            row.location = response.getHeaderString(HttpHeaders.LOCATION);
                            row.revision = response.getHeaderString(Revision.HEADER);
                            row.body = body(response.getEntity());
                        }))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> {
                    // It is done and answered; only should it come again it cannot be answered alike.
                    LOG.warnf("the answer to a request with an Idempotency-Key is not kept: %s", failure);
                    return Uni.createFrom().voidItem();
                });
    }

    private String body(Object entity) {
        try {
            return entity == null ? null : json.writeValueAsString(entity);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an answer cannot be written", e);
        }
    }
}
