package io.latchkey.token.routes;

import io.latchkey.edge.callers.IssuerKeysUnavailable;
import io.latchkey.edge.problems.Challenges;
import io.latchkey.edge.problems.DependencyDown;
import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.watch.SecurityLog;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jboss.logging.Logger;

/** What the check routes answer beside verdicts: the same problems that the rest of the service writes. */
public final class Responses {
    private static final Logger LOG = Logger.getLogger(Responses.class);
    public static final String PROBLEM_JSON = "application/problem+json";
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    private Responses() {}

    public static void failure(RoutingContext context, Throwable failure) {
        if (failure instanceof Refused refused) {
            watch(context, refused);
            if (refused.getCause() != null) {
                LOG.warnf("answered 503: %s", DependencyDown.told(refused.getCause()));
            }
            if (refused.reason() == Reason.UNKNOWN_CLIENT) {
                context.response().putHeader("WWW-Authenticate", Challenges.CLIENT);
            }
            refused.retryAfter()
                    .ifPresent(wait -> context.response()
                            .putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds()))));
            problem(context, refused.reason(), refused.getMessage(), refused.fields());
        } else if (failure instanceof IssuerKeysUnavailable) {
            problem(context, Reason.UNAVAILABLE, failure.getMessage(), Map.of());
        } else {
            LOG.error("answered 500", failure);
            end(
                    context,
                    500,
                    new JsonObject()
                            .put("type", "urn:latchkey:problem:internal")
                            .put("status", 500)
                            .put("title", "Internal error")
                            .put("detail", "This is a fault of ours; it has been logged."));
        }
    }

    /** Of a client that is none, or may not; who is asked about has a verdict, not this. */
    public static void watch(RoutingContext context, Refused refused) {
        if (refused.reason() == Reason.UNKNOWN_CLIENT || refused.reason() == Reason.NOT_ALLOWED) {
            SecurityLog.tell(
                    context,
                    ProblemStatus.of(refused.reason()),
                    refused.reason().slug());
        }
    }

    public static void problem(RoutingContext context, Reason reason, String sentence, Map<String, String> fields) {
        end(context, ProblemStatus.of(reason), problem(reason, sentence, fields));
    }

    /** With a status that is HTTP's own and not the reason's. */
    static void problem(RoutingContext context, int status, Reason reason, String sentence) {
        end(context, status, problem(reason, sentence, Map.of()).put("status", status));
    }

    /** RFC 9457. */
    public static JsonObject problem(Reason reason, String sentence, Map<String, String> fields) {
        JsonObject problem = new JsonObject()
                .put("type", "urn:latchkey:problem:" + reason.slug())
                .put("status", ProblemStatus.of(reason))
                .put("title", ProblemStatus.title(reason))
                .put("detail", sentence);
        if (!fields.isEmpty()) {
            JsonArray violations = new JsonArray();
            fields.forEach((field, message) -> violations.add(
                    new JsonObject().put("field", field).put("in", "body").put("message", message)));
            problem.put("violations", violations);
        }
        return problem;
    }

    private static void end(RoutingContext context, int status, JsonObject problem) {
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, PROBLEM_JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(problem.toBuffer());
    }

    public static void json(RoutingContext context, JsonObject body) {
        json(context, body.toBuffer());
    }

    public static void json(RoutingContext context, Buffer body) {
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .end(body);
    }
}
