package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** A refusal as problem+json (RFC 9457); {@code violations} has the shape the validator's problems have. */
@Provider
public final class RefusedMapper extends ExceptionMapperBase<Refused> {
    private static final Logger LOG = Logger.getLogger(RefusedMapper.class);

    private final Challenges challenges;

    public RefusedMapper(Challenges challenges) {
        this.challenges = challenges;
    }

    @Override
    protected HttpProblem toProblem(Refused refused) {
        if (refused.reason() == Reason.UNAVAILABLE) {
            LOG.warnf("answered 503: %s", DependencyDown.told(refused));
        }
        HttpProblem.Builder problem = HttpProblem.builder()
                .withType(URI.create("urn:latchkey:problem:" + refused.reason().slug()))
                .withTitle(ProblemStatus.title(refused.reason()))
                .withStatus(ProblemStatus.of(refused.reason()))
                .withDetail(refused.getMessage());
        refused.retryAfter()
                .ifPresent(wait -> problem.withHeader(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds())));
        challenge(refused.reason(), problem);
        if (!refused.fields().isEmpty()) {
            problem.with("violations", violations(refused));
        }
        return problem.build();
    }

    private void challenge(Reason reason, HttpProblem.Builder problem) {
        switch (reason) {
            case NOT_AUTHENTICATED, SECOND_FACTOR_REQUIRED ->
                problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, challenges.missing());
            case UNKNOWN_CLIENT -> problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, Challenges.CLIENT);
            case FRESH_LOGIN_REQUIRED -> problem.withHeader(HttpHeaders.WWW_AUTHENTICATE, challenges.freshLogin());
            default -> {
                // Only who is not known, or not freshly enough, is told how to become it.
            }
        }
    }

    private static List<Map<String, String>> violations(Refused refused) {
        return refused.fields().entrySet().stream()
                .map(field -> Map.of("field", field.getKey(), "in", refused.in(), "message", field.getValue()))
                .toList();
    }
}
