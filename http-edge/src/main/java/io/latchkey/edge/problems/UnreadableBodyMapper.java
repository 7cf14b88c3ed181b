package io.latchkey.edge.problems;

import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** JSON of another shape than the request has, with the field where that shows. In place of Quarkus' own empty 400. */
@Provider
@Priority(1)
public final class UnreadableBodyMapper extends ExceptionMapperBase<MismatchedInputException> {
    private final RefusedMapper refusals;

    public UnreadableBodyMapper(Challenges challenges) {
        this.refusals = new RefusedMapper(challenges);
    }

    @Override
    protected HttpProblem toProblem(MismatchedInputException failure) {
        return problem(failure, "is not of the kind that is expected");
    }

    HttpProblem problem(MismatchedInputException failure, String sentence) {
        String field = field(failure.getPath());
        return refusals.toProblem(Refused.field(field.isEmpty() ? "body" : field, sentence));
    }

    /** As the caller wrote it, e.g. {@code devices.ids[2]}. */
    private static String field(List<Reference> path) {
        StringBuilder field = new StringBuilder();
        for (Reference part : path) {
            if (part.getFieldName() == null) {
                field.append('[').append(part.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(part.getFieldName());
            }
        }
        return field.toString();
    }
}
