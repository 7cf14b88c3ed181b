package io.latchkey.edge.requests;

import io.latchkey.edge.problems.ProblemStatus;
import io.latchkey.edge.problems.Reason;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;

/** As a body that is announced to be too long is refused. */
@Provider
public final class BodyTooLongMapper extends ExceptionMapperBase<BodyTooLong> {
    @Override
    protected HttpProblem toProblem(BodyTooLong failure) {
        return HttpProblem.builder()
                .withType(URI.create("urn:latchkey:problem:" + Reason.INVALID.slug()))
                .withTitle(ProblemStatus.title(Reason.INVALID))
                .withStatus(BodyTooLong.STATUS)
                .withDetail(failure.getMessage())
                .build();
    }
}
