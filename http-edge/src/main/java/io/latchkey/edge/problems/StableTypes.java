package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Gives the problems that libraries write (bad JSON, no such path, validation) a type of ours, so clients branch on one thing. */
@ApplicationScoped
public class StableTypes implements ProblemPostProcessor {
    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        Reason reason = ProblemStatus.of(problem.getStatusCode());
        if (problem.getType() != null || reason == null) {
            return problem;
        }
        return HttpProblem.builder(problem)
                .withType(URI.create("urn:latchkey:problem:" + reason.slug()))
                .build();
    }
}
