package io.latchkey.edge.problems;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

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
                .withTitle(ProblemStatus.title(reason))
                .withDetail(sentence(problem))
                .build();
    }

    /** As it stands in the problems that we write ourselves. */
    private static String violations(List<?> violations) {
        return violations.stream()
                .filter(Violation.class::isInstance)
                .map(Violation.class::cast)
                .map(violation -> violation.field + ": " + violation.message)
                .sorted()
                .collect(Collectors.joining("; "));
    }

    /** JAX-RS' own exceptions say no more than their status. */
    private static String sentence(HttpProblem problem) {
        String detail = problem.getDetail();
        if (detail != null && !detail.startsWith("HTTP ")) {
            return detail;
        }
        return switch (problem.getStatusCode()) {
            case 400 ->
                problem.getParameters().get("violations") instanceof List<?> violations
                        ? violations(violations)
                        : "The request cannot be read; its body must be JSON.";
            case 404 -> "There is nothing here.";
            case 405 -> "This method is not served here.";
            case 415 -> "The body must be application/json.";
            default -> detail;
        };
    }
}
