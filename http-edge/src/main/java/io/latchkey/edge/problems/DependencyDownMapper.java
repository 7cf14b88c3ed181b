package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import org.jboss.logging.Logger;

/**
 * What nothing else maps: 503 where a dependency is down, 400 where a parameter is text that cannot be stored, else 500
 * with a sentence that gives nothing away.
 */
@Provider
public final class DependencyDownMapper extends ExceptionMapperBase<RuntimeException> {
    private static final Logger LOG = Logger.getLogger(DependencyDownMapper.class);

    private final RefusedMapper refusals;

    public DependencyDownMapper(Challenges challenges) {
        this.refusals = new RefusedMapper(challenges);
    }

    @Override
    protected HttpProblem toProblem(RuntimeException failure) {
        if (DependencyDown.causedBy(failure)) {
            return refusals.toProblem(
                    Refused.unavailable("A server this needs does not answer; try again shortly.", failure));
        }
        if (UnstorableText.causedBy(failure)) {
            return refusals.toProblem(UnstorableText.refusal());
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
