package io.latchkey.edge.callers;

import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

@Provider
public final class IssuerKeysUnavailableMapper extends ExceptionMapperBase<IssuerKeysUnavailable> {
    @Override
    protected HttpProblem toProblem(IssuerKeysUnavailable failure) {
        return HttpProblem.builder()
                .withType(URI.create("urn:latchkey:problem:" + Reason.UNAVAILABLE.slug()))
                .withTitle(ProblemStatus.title(Reason.UNAVAILABLE))
                .withStatus(ProblemStatus.of(Reason.UNAVAILABLE))
                .withDetail(failure.getMessage())
                .withHeader(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }
}
