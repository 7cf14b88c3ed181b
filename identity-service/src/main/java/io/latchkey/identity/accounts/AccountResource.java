package io.latchkey.identity.accounts;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.IdempotencyKey;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.edge.watch.Watched;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1")
@Cancellable(false)
@Tag(name = "Accounts")
class AccountResource {
    private final RegisterAccount registerAccount;
    private final ChangeAccount changeAccount;
    private final Accounts accounts;
    private final Caller caller;

    AccountResource(RegisterAccount registerAccount, ChangeAccount changeAccount, Accounts accounts, Caller caller) {
        this.registerAccount = registerAccount;
        this.changeAccount = changeAccount;
        this.accounts = accounts;
        this.caller = caller;
    }

    record AccountChange(@NotBlank @Size(max = 100) String displayName) {}

    @POST
    @Path("accounts")
    @PermitAll
    @Watched
    @Operation(
            summary = "Register a person",
            description = "Their first organization, workspace and personal token follow within milliseconds.")
    @APIResponse(responseCode = "201", description = "Registered")
    @APIResponse(responseCode = "409", description = "The e-mail address is registered already")
    public Uni<RestResponse<AccountView>> register(
            @Valid @NotNull NewAccount asked,
            @Parameter(
                            description =
                                    "Of one's own choice: for a day, the same request with the same key gets the same answer"
                                            + " and does nothing more")
                    @RestHeader(IdempotencyKey.HEADER)
                    String key) {
        return registerAccount
                .register(asked, key == null ? null : IdempotencyKey.checked(key))
                .map(account -> ResponseBuilder.create(Status.CREATED, AccountView.of(account))
                        .header(Revision.HEADER, Revision.ofAccount(account.id, account.revision))
                        .build());
    }

    @GET
    @Path("account")
    @Authenticated
    @WithSession
    @Operation(summary = "My account")
    public Uni<AccountView> mine() {
        return accounts.findById(caller.account())
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such account."))
                .map(AccountView::of);
    }

    @PATCH
    @Path("account")
    @Authenticated
    @Operation(summary = "Change my display name")
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "412", description = "It was changed meanwhile; read it again")
    public Uni<RestResponse<AccountView>> change(
            @Valid @NotNull AccountChange change,
            @Parameter(description = "The ETag that it was read with") @RestHeader(HttpHeaders.IF_MATCH)
                    String condition) {
        caller.requireNoLimits();
        return changeAccount
                .rename(caller.account(), change.displayName(), condition)
                .map(account -> ResponseBuilder.create(Status.OK, AccountView.of(account))
                        .header(Revision.HEADER, Revision.ofAccount(account.id, account.revision))
                        .build());
    }
}
