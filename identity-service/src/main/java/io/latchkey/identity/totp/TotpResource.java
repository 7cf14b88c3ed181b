package io.latchkey.identity.totp;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.watch.Watched;
import io.latchkey.identity.freshlogin.FreshLogin;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/account/totp")
@Cancellable(false)
@Authenticated
@Watched
@Tag(name = "Second factor", description = "Codes of an authenticator app; everything here needs a fresh log-in")
class TotpResource {
    private final SetUpTotp setUp;
    private final Caller caller;
    private final FreshLogin freshLogin;

    TotpResource(SetUpTotp setUp, Caller caller, FreshLogin freshLogin) {
        this.setUp = setUp;
        this.caller = caller;
        this.freshLogin = freshLogin;
    }

    record Code(
            @NotBlank @Size(max = 20) @Schema(examples = "123456")
            String code) {
        @Override
        public String toString() {
            return "Code[…]";
        }
    }

    @Schema(name = "RecoveryCodes")
    record Codes(List<String> recoveryCodes) {
        @Override
        public String toString() {
            return "Codes[…]";
        }
    }

    @POST
    @Operation(summary = "Begin to set up a second factor", description = "It is asked for once it is activated.")
    @APIResponse(responseCode = "201", description = "The secret, for the app that makes codes")
    @APIResponse(responseCode = "409", description = "There is one already")
    public Uni<RestResponse<SetUpTotp.Secret>> begin() {
        freshLogin.require();
        return setUp.begin(caller.account()).map(secret -> secret(Status.CREATED, secret));
    }

    @POST
    @Path("activation")
    @Operation(
            summary = "Activate the second factor with its first code",
            description =
                    "From now on log-in asks for a code. The answer's recovery codes are shown this once; each is good"
                            + " once in the place of a code.")
    @APIResponse(responseCode = "200", description = "Active")
    public Uni<RestResponse<Codes>> activate(@Valid @NotNull Code given) {
        freshLogin.require();
        return setUp.activate(caller.account(), given.code()).map(codes -> secret(Status.OK, new Codes(codes)));
    }

    @POST
    @Path("recovery-codes")
    @Operation(summary = "Get new recovery codes", description = "Those from before work no more.")
    @APIResponse(responseCode = "200", description = "The new ones")
    public Uni<RestResponse<Codes>> recoveryCodes() {
        freshLogin.require();
        return setUp.newRecoveryCodes(caller.account()).map(codes -> secret(Status.OK, new Codes(codes)));
    }

    @DELETE
    @Operation(summary = "Remove the second factor")
    @APIResponse(responseCode = "204", description = "Log-in asks for the password alone")
    public Uni<Void> remove() {
        freshLogin.require();
        return setUp.remove(caller.account());
    }

    private static <T> RestResponse<T> secret(Status status, T body) {
        return ResponseBuilder.create(status, body)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
