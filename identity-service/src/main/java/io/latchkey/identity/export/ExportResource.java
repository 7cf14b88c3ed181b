package io.latchkey.identity.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.watch.Watched;
import io.latchkey.identity.accounts.AccountView;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.freshlogin.FreshLogin;
import io.latchkey.identity.peers.Peers;
import io.latchkey.identity.sessions.SessionView;
import io.latchkey.identity.sessions.Sessions;
import io.latchkey.identity.totp.SecondFactors;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

@Path("/v1")
@Authenticated
@Watched
@Tag(name = "Accounts")
class ExportResource {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SecondFactors secondFactors;
    private final Peers peers;
    private final FreshLogin freshLogin;
    private final Caller caller;
    private final Clock clock;

    ExportResource(
            Accounts accounts,
            Sessions sessions,
            SecondFactors secondFactors,
            Peers peers,
            FreshLogin freshLogin,
            Caller caller,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.secondFactors = secondFactors;
        this.peers = peers;
        this.freshLogin = freshLogin;
        this.caller = caller;
        this.clock = clock;
    }

    /** The lists of other services are as GET /v1/organizations, /v1/memberships and /v1/tokens show them. */
    @Schema(name = "AccountExport")
    record Export(
            Instant at,
            AccountView account,
            boolean secondFactor,
            List<SessionView> sessions,
            List<JsonNode> organizations,
            List<JsonNode> memberships,
            List<JsonNode> tokens) {}

    private record Here(AccountView account, boolean secondFactor, List<SessionView> sessions) {}

    @GET
    @Path("account/export")
    @Operation(
            summary = "All that is known of me",
            description =
                    "Needs a fresh log-in. Account, sessions, organizations, memberships with their rights, tokens"
                            + " without their values: whole, or not at all.")
    @APIResponse(responseCode = "200", description = "It is this")
    @APIResponse(responseCode = "503", description = "A service that knows more of me does not answer")
    public Uni<RestResponse<Export>> export() {
        freshLogin.require();
        UUID me = caller.account();
        UUID session = caller.session().orElse(null);
        Instant now = clock.instant();
        return peers.organizations()
                .flatMap(organizations -> peers.memberships()
                        .flatMap(memberships -> peers.tokens()
                                .flatMap(tokens -> here(me, session)
                                        .map(here -> new Export(
                                                now,
                                                here.account(),
                                                here.secondFactor(),
                                                here.sessions(),
                                                organizations,
                                                memberships,
                                                tokens)))))
                .map(export -> ResponseBuilder.ok(export)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"account.json\"")
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private Uni<Here> here(UUID me, UUID session) {
        return Panache.withSession(() -> accounts.findById(me)
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such account."))
                .flatMap(account -> secondFactors
                        .isActive(me)
                        .flatMap(active -> sessions.views(me, session)
                                .map(views -> new Here(AccountView.of(account), active, views)))));
    }
}
