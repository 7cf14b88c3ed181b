package io.latchkey.workspace.administration;

import io.latchkey.edge.operators.Operators;
import io.latchkey.edge.requests.RequestOrigin;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/operations/organizations/{organization}/owner")
@Cancellable(false)
@Tag(name = "Operations", description = "For operators, inside only")
class OwnerResource {
    private static final Logger LOG = Logger.getLogger(OwnerResource.class);

    private final Operators operators;
    private final TransferOwnership transfer;
    private final RequestOrigin requestOrigin;

    OwnerResource(Operators operators, TransferOwnership transfer, RequestOrigin requestOrigin) {
        this.operators = operators;
        this.transfer = transfer;
        this.requestOrigin = requestOrigin;
    }

    @PUT
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "Give an organization another owner",
            description = "For one whose owner's account is deleted; nobody is asked.")
    @APIResponse(responseCode = "204", description = "It is theirs")
    @APIResponse(responseCode = "404", description = "There is no such organization")
    @APIResponse(responseCode = "409", description = "It is theirs already")
    public Uni<Void> give(
            @RestPath UUID organization,
            @Valid @NotNull TransferResource.NewOwner input,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        String operator = operators.require(authorization);
        return transfer.give(organization, input.email(), requestOrigin.anonymous())
                .invoke(given ->
                        LOG.infof("operator %s has given organization %s to %s", operator, given.id, given.owner))
                .replaceWithVoid();
    }
}
