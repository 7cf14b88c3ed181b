package io.latchkey.workspace.dryrun;

import io.latchkey.edge.problems.Refused;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A dry run of what has none must not be the real thing. */
class OnlyWherePossible {
    /** Whatever changes something in a workspace or an organization; see {@code ChangeWorkspace}. */
    private static final Pattern POSSIBLE = Pattern.compile("/v1/(workspaces|organizations)/[^/]+(/.*)?");

    private final DryRun dryRun;

    OnlyWherePossible(DryRun dryRun) {
        this.dryRun = dryRun;
    }

    @ServerRequestFilter
    public void refuse(ContainerRequestContext request) {
        boolean possible = POSSIBLE.matcher(request.getUriInfo().getPath()).matches()
                && !request.getMethod().equals("GET");
        if (dryRun.isAsked() && !possible) {
            throw Refused.parameter(DryRun.PARAMETER, "there is no dry run of this");
        }
    }
}
