package io.latchkey.identity.operations;

import io.latchkey.edge.operators.Operators;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/operations")
@Cancellable(false)
@Tag(name = "Operations", description = "For operators, inside only")
class SessionsResource {
    private final EndSessions endSessions;
    private final Operators operators;

    SessionsResource(EndSessions endSessions, Operators operators) {
        this.endSessions = endSessions;
        this.operators = operators;
    }

    @DELETE
    @Path("accounts/{account}/sessions")
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "End all sessions of an account",
            description = "Refresh tokens end at once, access tokens when they expire. The account can log in again.")
    @APIResponse(responseCode = "204", description = "Ended; also where there is no such account")
    public Uni<Void> endOf(
            @RestPath UUID account,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        return endSessions.of(account, operators.require(authorization));
    }

    @DELETE
    @Path("sessions")
    @PermitAll
    @SecurityRequirement(name = "operator")
    @Operation(
            summary = "End everybody's sessions",
            description = "Refresh tokens end at once, access tokens when they expire. Everybody can log in again.")
    @APIResponse(responseCode = "204", description = "Ended")
    public Uni<Void> endAll(@HeaderParam(HttpHeaders.AUTHORIZATION) @Parameter(hidden = true) String authorization) {
        return endSessions.ofEverybody(operators.require(authorization));
    }
}
