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
                .withDetail(sentence(problem))
                .build();
    }

    /** JAX-RS' own exceptions say no more than their status. */
    private static String sentence(HttpProblem problem) {
        String detail = problem.getDetail();
        if (detail != null && !detail.startsWith("HTTP ")) {
            return detail;
        }
        return switch (problem.getStatusCode()) {
            case 400 ->
                problem.getParameters().containsKey("violations")
                        ? null
                        : "The request cannot be read; its body must be JSON.";
            case 404 -> "There is nothing here.";
            case 405 -> "This method is not served here.";
            case 415 -> "The body must be application/json.";
            default -> detail;
        };
    }
}
