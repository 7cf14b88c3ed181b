package io.latchkey.workspace.operations;

import io.latchkey.edge.operators.Operators;
import io.latchkey.edge.paging.Page;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.workspace.access.Workspaces;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/operations/workspaces")
@Cancellable(false)
@Tag(name = "Operations", description = "For operators, inside only")
class ReplayResource {
    private final Operators operators;
    private final Workspaces workspaces;
    private final Replay replay;
    private final RequestOrigin requestOrigin;

    ReplayResource(Operators operators, Workspaces workspaces, Replay replay, RequestOrigin requestOrigin) {
        this.operators = operators;
        this.workspaces = workspaces;
        this.replay = replay;
        this.requestOrigin = requestOrigin;
    }

    @GET
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(summary = "The ids of all workspaces that are not deleted")
    public Uni<Page<UUID>> list(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("1000") @Min(1) @Max(1000) int limit) {
        operators.require(authorization);
        return Panache.withSession(() -> workspaces.ids(Page.startOr(after), Page.probe(limit)))
                .map(found -> Page.of(found, limit, id -> id));
    }

    @POST
    @Path("{workspace}/replay")
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "Tell all of a workspace's state once more",
            description =
                    "Every member, device and standing, as one change with a revision: for whoever has missed an event.")
    @APIResponse(responseCode = "204", description = "It is on its way; Latchkey-Revision says when it has arrived")
    @APIResponse(responseCode = "404", description = "There is no such workspace")
    public Uni<RestResponse<Void>> replay(
            @RestPath UUID workspace,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        String operator = operators.require(authorization);
        return replay.replay(workspace, requestOrigin.anonymous(), operator)
                .map(revision -> ResponseBuilder.<Void>create(Status.NO_CONTENT)
                        .header(Revision.HEADER, revision)
                        .build());
    }
}
