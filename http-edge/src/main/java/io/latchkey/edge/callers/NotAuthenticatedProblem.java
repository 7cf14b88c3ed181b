package io.latchkey.edge.callers;

import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;

/** 401 with a challenge (RFC 6750 section 3), or 503 where nobody can say whether the caller is who they say. */
final class NotAuthenticatedProblem {
    private NotAuthenticatedProblem() {}

    static HttpProblem of(RuntimeException failure, String sentence, String challenge) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof IssuerKeysUnavailable) {
                return builder(Reason.UNAVAILABLE, at.getMessage())
                        .withHeader(HttpHeaders.RETRY_AFTER, 1)
                        .build();
            }
        }
        return builder(Reason.NOT_AUTHENTICATED, sentence)
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    private static HttpProblem.Builder builder(Reason reason, String sentence) {
        return HttpProblem.builder()
                .withType(URI.create("urn:latchkey:problem:" + reason.slug()))
                .withTitle(ProblemStatus.title(reason))
                .withStatus(ProblemStatus.of(reason))
                .withDetail(sentence);
    }
}
