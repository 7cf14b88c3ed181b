package io.latchkey.edge.problems;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/** A problem (RFC 9457) where no resource is reached that could answer it. */
public final class BareProblem {
    private BareProblem() {}

    public static Future<Void> end(HttpServerResponse response, Reason reason, String sentence) {
        return end(response, ProblemStatus.of(reason), reason, sentence);
    }

    /** @param status HTTP's own where that says more than the reason's */
    public static Future<Void> end(HttpServerResponse response, int status, Reason reason, String sentence) {
        return response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(new JsonObject()
                        .put("type", "urn:latchkey:problem:" + reason.slug())
                        .put("title", ProblemStatus.title(reason))
                        .put("status", status)
                        .put("detail", sentence)
                        .encode());
    }
}
