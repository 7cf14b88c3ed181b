package io.latchkey.workspace.graphql;

import io.latchkey.edge.problems.DependencyDown;
import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.problems.UnstorableText;
import io.latchkey.edge.watch.SecurityLog;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.graphql.api.ErrorExtensionProvider;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Map;
import org.jboss.logging.Logger;

/** The problem that a resource would have answered with, in {@code extensions.problem} of an error. */
@RegisterForReflection
public class ProblemExtension implements ErrorExtensionProvider {
    private static final Logger LOG = Logger.getLogger(ProblemExtension.class);

    @Override
    public String getKey() {
        return "problem";
    }

    @Override
    public JsonValue mapValueFrom(Throwable failure) {
        return switch (failure) {
            case Refused refused -> refusal(refused);
            case ForbiddenException forbidden -> problem(Reason.NOT_ALLOWED, "This is not allowed.", Map.of());
            case SecurityException unknown -> problem(Reason.NOT_AUTHENTICATED, "Log in, or bring a token.", Map.of());
            default -> fault(failure);
        };
    }

    /** In the words of {@code DependencyDownMapper}. */
    private static JsonValue fault(Throwable failure) {
        if (DependencyDown.causedBy(failure)) {
            LOG.warnf("answered a query with 503: %s", DependencyDown.told(failure));
            return problem(Reason.UNAVAILABLE, "A server this needs does not answer; try again shortly.", Map.of());
        }
        if (UnstorableText.causedBy(failure)) {
            return refusal(UnstorableText.refusal());
        }
        if (isOfNobody()) {
            LOG.debug("a query failed, since whoever asked has gone", failure);
        } else {
            LOG.error("answered a query with 500", failure);
        }
        return Json.createObjectBuilder()
                .add("type", "urn:latchkey:problem:internal")
                .add("title", "Internal error")
                .add("status", 500)
                .add("detail", "This is a fault of ours; it has been logged.")
                .build();
    }

    /** A query whose connection is lost goes on, without the request's own state. */
    private static boolean isOfNobody() {
        return CDI.current().select(CurrentVertxRequest.class).get().getCurrent() == null;
    }

    private static JsonValue refusal(Refused refused) {
        return problem(refused.reason(), refused.getMessage(), refused.fields());
    }

    private static JsonValue problem(Reason reason, String detail, Map<String, String> fields) {
        CDI.current().select(SecurityLog.class).get().refused(reason);
        JsonObjectBuilder problem = Json.createObjectBuilder()
                .add("type", "urn:latchkey:problem:" + reason.slug())
                .add("title", ProblemStatus.title(reason))
                .add("status", ProblemStatus.of(reason))
                .add("detail", detail);
        if (!fields.isEmpty()) {
            JsonArrayBuilder violations = Json.createArrayBuilder();
            fields.forEach((field, message) -> violations.add(
                    Json.createObjectBuilder().add("field", field).add("message", message)));
            problem.add("violations", violations);
        }
        return problem.build();
    }
}
