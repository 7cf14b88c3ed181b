package io.latchkey.workspace.administration;

import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/organizations/{organization}/transfer")
@Cancellable(false)
@Authenticated
@Tag(name = "Organizations")
class TransferResource {
    private final TransferOwnership transfer;
    private final EnterOrganization enter;

    TransferResource(TransferOwnership transfer, EnterOrganization enter) {
        this.transfer = transfer;
        this.enter = enter;
    }

    record NewOwner(
            @NotBlank @Email @Size(max = 254) @Schema(examples = "grace@example.com")
            String email) {}

    @PUT
    @Operation(
            summary = "Offer an organization to somebody else",
            description = "It is theirs once they accept. Its owner only.")
    @APIResponse(responseCode = "200", description = "Offered")
    public Uni<OrganizationView> offer(@RestPath UUID organization, @Valid @NotNull NewOwner input) {
        return transfer.offer(organization, input.email()).flatMap(offered -> view(organization));
    }

    @POST
    @Path("acceptance")
    @Operation(
            summary = "Accept an organization",
            description =
                    "Who owned it keeps their memberships in its workspaces, and nothing else. For whom it is offered"
                            + " to.")
    @APIResponse(responseCode = "200", description = "It is mine")
    public Uni<OrganizationView> accept(@RestPath UUID organization) {
        return transfer.accept(organization).flatMap(accepted -> view(organization));
    }

    private Uni<OrganizationView> view(UUID organization) {
        return enter.read(
                organization,
                entered -> Uni.createFrom().item(OrganizationView.of(entered.organization(), entered.standing())));
    }

    @DELETE
    @Operation(summary = "Withdraw or decline an offer", description = "For the owner, and for whom it is offered to.")
    @APIResponse(responseCode = "204", description = "Offered to nobody")
    public Uni<Void> end(@RestPath UUID organization) {
        return transfer.end(organization);
    }
}
