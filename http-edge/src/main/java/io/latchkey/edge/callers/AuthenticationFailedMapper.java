package io.latchkey.edge.callers;

import io.latchkey.edge.problems.Challenges;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** What was presented does not hold. In place of resteasy-problem's own mapper, which Quarkus 3.33 breaks. */
@Provider
@Priority(1)
public final class AuthenticationFailedMapper extends ExceptionMapperBase<AuthenticationFailedException> {
    private final Challenges challenges;

    public AuthenticationFailedMapper(Challenges challenges) {
        this.challenges = challenges;
    }

    @Override
    protected HttpProblem toProblem(AuthenticationFailedException failure) {
        return NotAuthenticatedProblem.of(failure, "This access token is no good.", challenges.invalidToken());
    }
}
