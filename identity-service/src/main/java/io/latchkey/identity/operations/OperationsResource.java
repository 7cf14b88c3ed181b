package io.latchkey.identity.operations;

import io.latchkey.edge.operators.Operators;
import io.latchkey.edge.revisions.Revision;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/operations/accounts/{account}/suspension")
@Cancellable(false)
@Tag(name = "Operations", description = "For operators, inside only")
class OperationsResource {
    private final Suspend suspend;
    private final Operators operators;

    OperationsResource(Suspend suspend, Operators operators) {
        this.suspend = suspend;
        this.operators = operators;
    }

    @PUT
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "Suspend an account",
            description = "Its sessions end, and all its tokens are refused until it is resumed.")
    @APIResponse(responseCode = "204", description = "Suspended")
    public Uni<RestResponse<Void>> suspend(
            @RestPath UUID account,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        return set(account, true, authorization);
    }

    @DELETE
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "Resume a suspended account",
            description = "Its tokens work again; sessions do not come back.")
    @APIResponse(responseCode = "204", description = "Active")
    public Uni<RestResponse<Void>> resume(
            @RestPath UUID account,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        return set(account, false, authorization);
    }

    private Uni<RestResponse<Void>> set(UUID id, boolean suspended, String authorization) {
        String operator = operators.require(authorization);
        return suspend.set(id, suspended, operator)
                .map(account -> ResponseBuilder.<Void>create(Status.NO_CONTENT)
                        .header(Revision.HEADER, Revision.ofAccount(account.id(), account.revision()))
                        .build());
    }
}
