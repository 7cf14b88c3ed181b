package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import java.net.ConnectException;

/** A server that has just gone. It is told of by a checked exception, which {@link DependencyDownMapper} does not see. */
@Provider
public final class RefusedConnectionMapper extends ExceptionMapperBase<ConnectException> {
    private final DependencyDownMapper outages;

    public RefusedConnectionMapper(Challenges challenges) {
        this.outages = new DependencyDownMapper(challenges);
    }

    @Override
    protected HttpProblem toProblem(ConnectException failure) {
        return outages.toProblem(new IllegalStateException(failure));
    }
}
