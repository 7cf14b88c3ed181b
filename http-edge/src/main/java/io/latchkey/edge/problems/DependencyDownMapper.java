package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import java.io.CharConversionException;
import java.net.URI;
import org.jboss.logging.Logger;

/**
 * What nothing else maps: 503 where a dependency is down, 400 where a parameter is text that cannot be stored or a body is
 * none, else 500 with a sentence that gives nothing away.
 */
public abstract sealed class DependencyDownMapper<E extends Throwable> extends ExceptionMapperBase<E> {
    private static final Logger LOG = Logger.getLogger(DependencyDownMapper.class);
    private static final int BEFORE_THE_LIBRARYS = 998;

    private final RefusedMapper refusals;

    private DependencyDownMapper(Challenges challenges) {
        this.refusals = new RefusedMapper(challenges);
    }

    /** The library's own answers 500 to any of them, and a refused connection is told of by a checked one. */
    @Provider
    @Priority(BEFORE_THE_LIBRARYS)
    public static final class OfExceptions extends DependencyDownMapper<Exception> {
        public OfExceptions(Challenges challenges) {
            super(challenges);
        }
    }

    /** Some failures of Vert.x are no exceptions, such as that of a connection which is lost while it is made. */
    @Provider
    public static final class OfOthers extends DependencyDownMapper<Throwable> {
        public OfOthers(Challenges challenges) {
            super(challenges);
        }
    }

    @Override
    protected HttpProblem toProblem(E failure) {
        if (DependencyDown.causedBy(failure)) {
            return refusals.toProblem(
                    Refused.unavailable("A server this needs does not answer; try again shortly.", failure));
        }
        if (UnstorableText.causedBy(failure)) {
            return refusals.toProblem(UnstorableText.refusal());
        }
        if (failure instanceof CharConversionException) {
            // What begins as UTF-16 or UTF-32 does is read as that.
            return refusals.toProblem(Refused.field("body", "is not text in UTF-8"));
        }
        LOG.error("answered 500", failure);
        return HttpProblem.builder()
                .withType(URI.create("urn:latchkey:problem:internal"))
                .withTitle("Internal error")
                .withStatus(500)
                .withDetail("This is a fault of ours; it has been logged.")
                .build();
    }
}
