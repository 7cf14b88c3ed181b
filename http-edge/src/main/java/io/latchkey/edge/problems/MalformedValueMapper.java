package io.latchkey.edge.problems;

import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;

/** A value of the right kind that cannot be read, such as an id that is none; in place of resteasy-problem's own. */
@Provider
@Priority(1)
public final class MalformedValueMapper extends ExceptionMapperBase<InvalidFormatException> {
    private final UnreadableBodyMapper unreadable;

    public MalformedValueMapper(Challenges challenges) {
        this.unreadable = new UnreadableBodyMapper(challenges);
    }

    @Override
    protected HttpProblem toProblem(InvalidFormatException failure) {
        String sentence = UnstorableText.in(failure.getValue()) ? UnstorableText.SENTENCE : "cannot be read";
        return unreadable.problem(failure, sentence);
    }
}
