package io.latchkey.identity.credentials;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.watch.Watched;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1")
@Cancellable(false)
@Watched
@Tag(name = "Passwords")
class PasswordResource {
    private final ChangePassword changePassword;
    private final ResetPassword resetPassword;
    private final Caller caller;

    PasswordResource(ChangePassword changePassword, ResetPassword resetPassword, Caller caller) {
        this.changePassword = changePassword;
        this.resetPassword = resetPassword;
        this.caller = caller;
    }

    record PasswordChange(
            @NotNull @Size(max = 128) @Schema(format = "password")
            String currentPassword,

            @NotNull @Size(min = 8, max = 128) @Schema(examples = "difference engine no. 2", format = "password")
            String newPassword) {
        @Override
        public String toString() {
            return "PasswordChange[…]";
        }
    }

    record ResetRequest(
            @NotBlank @Email @Size(max = 254) @Schema(examples = "ada@example.com")
            String email) {}

    record Reset(
            @NotBlank @Size(max = 200) String code,

            @NotNull @Size(min = 8, max = 128) @Schema(examples = "difference engine no. 2", format = "password")
            String newPassword) {
        @Override
        public String toString() {
            return "Reset[…]";
        }
    }

    @POST
    @Path("account/password")
    @Authenticated
    @Operation(
            summary = "Change my password",
            description = "All my other sessions end. My tokens stay; DELETE /v1/tokens?account= revokes them all.")
    @APIResponse(responseCode = "204", description = "Changed")
    @APIResponse(responseCode = "403", description = "The present password is wrong, or I came with an API token")
    @APIResponse(responseCode = "429", description = "Too many wrong ones; see Retry-After")
    public Uni<Void> change(@Valid @NotNull PasswordChange asked, @Context HttpServerRequest request) {
        UUID session = caller.session()
                .orElseThrow(() -> Refused.because(Reason.NOT_ALLOWED, "A token cannot change a password; log in."));
        return changePassword.change(
                caller.account(),
                session,
                asked.currentPassword(),
                asked.newPassword(),
                request.remoteAddress().hostAddress());
    }

    @POST
    @Path("accounts/password-reset")
    @PermitAll
    @Operation(
            summary = "Send a code to set a new password with",
            description = "Answered alike whether the address is registered or not; a few times an hour at most.")
    @APIResponse(responseCode = "204", description = "It is on its way, if the address is registered")
    public Uni<Void> ask(@Valid @NotNull ResetRequest asked) {
        return resetPassword.ask(asked.email());
    }

    @POST
    @Path("accounts/password-reset/confirmation")
    @PermitAll
    @Operation(
            summary = "Set a new password with the code",
            description = "All sessions end. A second factor is still asked for at log-in.")
    @APIResponse(responseCode = "204", description = "Set; log in with it")
    public Uni<Void> reset(@Valid @NotNull Reset asked) {
        return resetPassword.reset(asked.code(), asked.newPassword());
    }
}
