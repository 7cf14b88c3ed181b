package io.latchkey.edge.callers;

import io.latchkey.edge.problems.Challenges;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.security.UnauthorizedException;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** Nothing was presented where something is needed. */
@Provider
@Priority(1)
public final class UnauthorizedMapper extends ExceptionMapperBase<UnauthorizedException> {
    private final Challenges challenges;

    public UnauthorizedMapper(Challenges challenges) {
        this.challenges = challenges;
    }

    @Override
    protected HttpProblem toProblem(UnauthorizedException failure) {
        return NotAuthenticatedProblem.of(failure, "This needs an access token.", challenges.missing());
    }
}
