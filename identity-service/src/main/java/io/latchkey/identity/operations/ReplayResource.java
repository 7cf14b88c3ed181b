package io.latchkey.identity.operations;

import io.latchkey.edge.operators.Operators;
import io.latchkey.edge.paging.Page;
import io.latchkey.identity.accounts.Accounts;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/operations/accounts/replay")
@Cancellable(false)
@Tag(name = "Operations", description = "For operators, inside only")
class ReplayResource {
    private static final Logger LOG = Logger.getLogger(ReplayResource.class);

    private final Accounts accounts;
    private final Operators operators;

    ReplayResource(Accounts accounts, Operators operators) {
        this.accounts = accounts;
        this.operators = operators;
    }

    @POST
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "Tell accounts' state once more",
            description =
                    "Page by page, by id, deleted ones too: for whoever has missed an event. The answer names them.")
    public Uni<Page<UUID>> replay(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("1000") @Min(1) @Max(1000) int limit) {
        String operator = operators.require(authorization);
        return Panache.withTransaction(() -> accounts.tellAgain(Page.startOr(after), limit))
                .map(told -> new Page<>(told, told.size() < limit ? null : told.getLast()))
                .invoke(page -> LOG.infof(
                        "operator %s has replayed %d accounts",
                        operator, page.items().size()));
    }
}
