package io.latchkey.token.tokens;

import io.latchkey.token.audit.By;
import io.latchkey.token.clients.Client;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

/** For operators, who may end anything: a client that may operate. Inside only; no gateway has these routes. */
@Path("/v1/operations")
@Cancellable(false)
@Tag(name = "Operations")
class OperationsResource {
    private final EndTokens endTokens;
    private final Clients clients;

    OperationsResource(EndTokens endTokens, Clients clients) {
        this.endTokens = endTokens;
        this.clients = clients;
    }

    @DELETE
    @Path("tokens/{token}")
    @PermitAll
    @SecurityRequirement(name = "client")
    @Operation(summary = "Revoke any token", description = "In effect in every check before this is answered.")
    @APIResponse(responseCode = "204", description = "Revoked")
    @APIResponse(responseCode = "404", description = "There is no such token")
    public Uni<Void> revoke(@RestPath UUID token, @RestHeader("Authorization") String credential) {
        return operator(credential)
                .flatMap(client -> endTokens.one(token, By.client(client)))
                .replaceWithVoid();
    }

    @DELETE
    @Path("accounts/{account}/tokens")
    @PermitAll
    @SecurityRequirement(name = "client")
    @Operation(summary = "Revoke all tokens of any account", description = "The account itself stays as it is.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<Void> revokeAll(@RestPath UUID account, @RestHeader("Authorization") String credential) {
        return operator(credential)
                .flatMap(client -> endTokens.allOf(account, By.client(client)))
                .replaceWithVoid();
    }

    private Uni<Client> operator(String credential) {
        return UniHelper.toUni(clients.admit(credential, May.OPERATE));
    }
}
