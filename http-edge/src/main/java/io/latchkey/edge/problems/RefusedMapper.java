package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A refusal as problem+json (RFC 9457); {@code violations} has the shape the validator's problems have. */
@Provider
public final class RefusedMapper extends ExceptionMapperBase<Refused> {
    @Override
    protected HttpProblem toProblem(Refused refused) {
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create("urn:latchkey:problem:" + refused.reason().slug()))
                .withTitle(ProblemStatus.title(refused.reason()))
                .withStatus(ProblemStatus.of(refused.reason()))
                .withDetail(refused.getMessage());
        refused.retryAfter()
                .ifPresent(wait -> problem.withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        challenge(refused.reason(), problem);
        if (!refused.fields().isEmpty()) {
            problem.with("violations", violations(refused.fields()));
        }
        return problem.build();
    }

    private static void challenge(Reason reason, HttpProblem.Builder problem) {
        if (reason == Reason.NOT_AUTHENTICATED) {
            problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"latchkey\"");
        } else if (reason == Reason.UNKNOWN_CLIENT) {
            problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"latchkey\"");
        } else if (reason == Reason.FRESH_LOGIN_REQUIRED) {
            // RFC 9470 section 3: the client learns that logging in again will help.
            problem.withHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    "Bearer realm=\"latchkey\", error=\"insufficient_user_authentication\"");
        }
    }

    private static List<Map<String, String>> violations(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "in", "body", "message", field.getValue()))
                .toList();
    }
}
