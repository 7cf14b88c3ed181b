package io.latchkey.edge.callers;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** What was presented does not hold. In place of resteasy-problem's own mapper, which Quarkus 3.33 breaks. */
@Provider
@Priority(1)
public final class AuthenticationFailedMapper extends ExceptionMapperBase<AuthenticationFailedException> {
    @Override
    protected HttpProblem toProblem(AuthenticationFailedException failure) {
        return NotAuthenticatedProblem.of(failure, true);
    }
}
