package io.latchkey.identity.addresses;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.watch.Watched;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1")
@Cancellable(false)
@Tag(name = "Accounts")
class AddressResource {
    private final VerifyAddress verifyAddress;
    private final Caller caller;

    AddressResource(VerifyAddress verifyAddress, Caller caller) {
        this.verifyAddress = verifyAddress;
        this.caller = caller;
    }

    record Code(@NotBlank @Size(max = 200) String code) {
        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    @POST
    @Path("accounts/email-verification")
    @PermitAll
    @Watched
    @Operation(
            summary = "Verify an e-mail address",
            description = "With the code that was sent there; nobody needs to be logged in.")
    @APIResponse(responseCode = "204", description = "Verified")
    public Uni<Void> verify(@Valid @NotNull Code given) {
        return verifyAddress.verify(given.code());
    }

    @POST
    @Path("account/email-verification")
    @Authenticated
    @Operation(
            summary = "Send me the code once more",
            description = "Where my address is not verified yet; a few times an hour at most.")
    @APIResponse(responseCode = "204", description = "It is on its way")
    public Uni<Void> sendAgain() {
        caller.requireNoLimits();
        return verifyAddress.sendAgain(caller.account());
    }
}
