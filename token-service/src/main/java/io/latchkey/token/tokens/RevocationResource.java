package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.audit.By;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;

/** Token revocation (RFC 7009), for services that are told to forget a token. */
@Path("/v1/revoke")
@Tag(name = "Checks")
class RevocationResource {
    private final RevokeByValue revokeByValue;
    private final Clients clients;

    RevocationResource(RevokeByValue revokeByValue, Clients clients) {
        this.revokeByValue = revokeByValue;
        this.clients = clients;
    }

    @POST
    @PermitAll
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @SecurityRequirement(name = "client")
    @Operation(
            summary = "Token revocation (RFC 7009)",
            description = "200 whether there was such a token or not (section 2.2); no check allows it any more then."
                    + " token_type_hint is ignored, as section 2.1 lets a server do.")
    @APIResponse(responseCode = "200", description = "It is good for nothing now")
    @APIResponse(responseCode = "400", description = "There is no token in the form")
    @APIResponse(responseCode = "401", description = "No client credential, or a wrong one")
    @APIResponse(responseCode = "503", description = "Not done; send it again (section 2.2.1)")
    public Uni<RestResponse<Void>> revoke(
            @RestForm String token,
            @RestForm("token_type_hint") String ignored,
            @RestHeader("Authorization") String credential) {
        return Uni.createFrom()
                .completionStage(() -> clients.admit(credential, May.REVOKE).toCompletionStage())
                .flatMap(client -> {
                    if (token == null || token.isEmpty()) {
                        throw Refused.field("token", "is missing");
                    }
                    return revokeByValue.revoke(List.of(token), By.client(client));
                })
                .map(revoked -> RestResponse.ok());
    }
}
