package io.latchkey.workspace.dryrun;

import io.latchkey.edge.problems.Refused;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;

/** Whether the request under way only asks what it would do. */
@RequestScoped
public class DryRun {
    public static final String PARAMETER = "dryRun";

    private final RoutingContext context;

    DryRun(RoutingContext context) {
        this.context = context;
    }

    public boolean isAsked() {
        List<String> given = context.queryParam(PARAMETER);
        if (given.isEmpty()) {
            return false;
        }
        return switch (given.getFirst()) {
            case "true" -> true;
            case "false" -> false;
            // To do it for real because of a slip of the pen would be the worst answer.
            default -> throw Refused.parameter(PARAMETER, "must be true or false");
        };
    }
}
