package io.latchkey.workspace.graphql;

import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.revisions.Revision;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;

/** What a resource answers, as a field of the answer to a query. */
@RequestScoped
public class Answers {
    private final RoutingContext context;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Answers(RoutingContext context) {
        this.context = context;
    }

    /**
     * One after another, though GraphQL would have the fields of a query all at once: those of a request share what a
     * request has, a database session before all.
     */
    public <T> Uni<T> inTurn(Supplier<Uni<T>> ask) {
        CompletableFuture<Void> before = last;
        CompletableFuture<Void> done = new CompletableFuture<>();
        last = done;
        return Uni.createFrom()
                .completionStage(before)
                .flatMap(next -> ask.get())
                .onFailure(ConstraintViolationException.class)
                .transform(Answers::refused)
                .onTermination()
                .invoke(() -> done.complete(null));
    }

    /** As GraphQL names fields: without the method and its argument, which the caller has not named. */
    private static Refused refused(Throwable invalid) {
        Map<String, String> fields = new TreeMap<>();
        for (ConstraintViolation<?> violation : ((ConstraintViolationException) invalid).getConstraintViolations()) {
            String[] path = violation.getPropertyPath().toString().split("\\.", 3);
            fields.put(path[path.length - 1], violation.getMessage());
        }
        return Refused.fields(fields, "The request is not valid.");
    }

    /** The revision of the last change goes into the header, as ever: of several in one workspace it is the newest. */
    public <T> T of(RestResponse<T> answer) {
        String revision = answer.getHeaderString(Revision.HEADER);
        if (revision != null) {
            context.response().putHeader(Revision.HEADER, revision);
        }
        return answer.getEntity();
    }

    /** Of what leaves nothing to answer. */
    public boolean done(RestResponse<Void> answer) {
        of(answer);
        return true;
    }
}
