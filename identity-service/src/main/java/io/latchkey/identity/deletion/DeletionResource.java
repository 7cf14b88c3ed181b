package io.latchkey.identity.deletion;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.edge.watch.Watched;
import io.latchkey.identity.accounts.AccountView;
import io.latchkey.identity.freshlogin.FreshLogin;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1")
@Cancellable(false)
@Authenticated
@Watched
@Tag(name = "Accounts")
class DeletionResource {
    private final AskDeletion askDeletion;
    private final FreshLogin freshLogin;
    private final Caller caller;

    DeletionResource(AskDeletion askDeletion, FreshLogin freshLogin, Caller caller) {
        this.askDeletion = askDeletion;
        this.freshLogin = freshLogin;
        this.caller = caller;
    }

    @DELETE
    @Path("account")
    @Operation(
            summary = "Delete my account",
            description =
                    "Needs a fresh log-in. My sessions end and my tokens are refused at once; after a grace period"
                            + " (deletesAt) my data is gone for good, with the workspaces in which nobody else is. Logging in"
                            + " before that takes it back.")
    @APIResponse(responseCode = "202", description = "It will be")
    @APIResponse(
            responseCode = "409",
            description = "Others are in an organization of mine (GET /v1/organizations/shared); hand it on first")
    @APIResponse(responseCode = "503", description = "Whether others are cannot be said just now")
    public Uni<RestResponse<AccountView>> delete() {
        freshLogin.require();
        return askDeletion
                .ask(caller.account())
                .map(account -> ResponseBuilder.create(Status.ACCEPTED, AccountView.of(account))
                        .header(Revision.HEADER, Revision.ofAccount(account.id(), account.revision()))
                        .build());
    }
}
