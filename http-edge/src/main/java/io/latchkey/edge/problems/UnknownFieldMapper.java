package io.latchkey.edge.problems;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** A field that a request does not have, so that a misspelt one is not passed over; in place of resteasy-problem's own. */
@Provider
@Priority(1)
public final class UnknownFieldMapper extends ExceptionMapperBase<UnrecognizedPropertyException> {
    private final UnreadableBodyMapper unreadable;

    public UnknownFieldMapper(Challenges challenges) {
        this.unreadable = new UnreadableBodyMapper(challenges);
    }

    @Override
    protected HttpProblem toProblem(UnrecognizedPropertyException failure) {
        return unreadable.problem(failure, "is not known here");
    }
}
