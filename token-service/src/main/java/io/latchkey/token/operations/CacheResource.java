package io.latchkey.token.operations;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.cache.CacheKeeper;
import io.latchkey.token.cache.ReconcileCache;
import io.latchkey.token.cache.RefillCache;
import io.latchkey.token.clients.Client;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/operations/cache")
@Cancellable(false)
@Tag(name = "Operations")
class CacheResource {
    private static final Logger LOG = Logger.getLogger(CacheResource.class);

    private final RefillCache refill;
    private final ReconcileCache reconcile;
    private final CacheKeeper keeper;
    private final Clients clients;

    CacheResource(RefillCache refill, ReconcileCache reconcile, CacheKeeper keeper, Clients clients) {
        this.refill = refill;
        this.reconcile = reconcile;
        this.keeper = keeper;
        this.clients = clients;
    }

    /** @param complete whether checks are answered from Redis, as this instance sees it; PostgreSQL answers them else */
    @Schema(name = "Cache")
    record State(boolean complete) {}

    @GET
    @PermitAll
    @SecurityRequirement(name = "client")
    @Operation(summary = "Whether the cache is complete")
    public Uni<State> get(@RestHeader("Authorization") String credential) {
        return operator(credential).map(client -> new State(keeper.isComplete()));
    }

    @POST
    @Path("refill")
    @PermitAll
    @SecurityRequirement(name = "client")
    @Operation(
            summary = "Fill Redis from PostgreSQL once more",
            description = "For doubts about what is in it; checks go on, from PostgreSQL, until it is filled.")
    @APIResponse(responseCode = "202", description = "It begins within a second")
    public Uni<RestResponse<Void>> refill(@RestHeader("Authorization") String credential) {
        return operator(credential)
                .invoke(client -> LOG.infof("client %s has Redis filled anew", client.id()))
                .flatMap(client -> refill.refill())
                .replaceWith(RestResponse.status(Status.ACCEPTED));
    }

    @POST
    @Path("reconciliation")
    @PermitAll
    @SecurityRequirement(name = "client")
    @Operation(
            summary = "Compare Redis with PostgreSQL and put right what differs",
            description = "Answered when it is done; some seconds for a million tokens. There should be no difference.")
    @APIResponse(responseCode = "200", description = "What was compared, and how much differed")
    public Uni<ReconcileCache.Result> reconcile(@RestHeader("Authorization") String credential) {
        return operator(credential)
                .invoke(client -> LOG.infof("client %s has Redis compared with PostgreSQL", client.id()))
                .flatMap(client -> UniHelper.toUni(reconcile.reconcile()))
                .onFailure(failure -> !(failure instanceof Refused))
                .transform(failure -> Refused.unavailable("This cannot be compared just now.", failure));
    }

    private Uni<Client> operator(String credential) {
        return UniHelper.toUni(clients.admit(credential, May.OPERATE));
    }
}
