package io.latchkey.token.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.token.audit.Action;
import io.latchkey.token.audit.AuditEntry;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.tokens.Ownership.Need;
import io.latchkey.token.uses.Uses;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/tokens")
@Cancellable(false)
@Authenticated
@SecurityRequirement(name = "jwt")
@Tag(name = "Tokens")
class TokenResource {
    private static final String IDEMPOTENCY =
            "1 to 255 printable ASCII characters of the caller's choice; the same request with"
                    + " the same key, for a day, is answered with the same token and value";

    private static final UUID NEWEST = new UUID(-1L, -1L);

    private final Tokens tokens;
    private final ManageTokens manageTokens;
    private final Ownership ownership;
    private final Uses uses;
    private final Catalogue catalogue;
    private final Caller caller;
    private final Clock clock;

    TokenResource(
            Tokens tokens,
            ManageTokens manageTokens,
            Ownership ownership,
            Uses uses,
            Catalogue catalogue,
            Caller caller,
            Clock clock) {
        this.tokens = tokens;
        this.manageTokens = manageTokens;
        this.ownership = ownership;
        this.uses = uses;
        this.catalogue = catalogue;
        this.caller = caller;
        this.clock = clock;
    }

    @Schema(name = "RevealedToken")
    record Revealed(String value) {
        @Override
        public String toString() {
            return "Revealed[…]";
        }
    }

    /** @param client the program, or what the outsider was, where it was no account */
    @Schema(name = "TokenAuditEntry")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AuditView(UUID id, Instant at, Action action, UUID actor, String client) {
        static AuditView of(AuditEntry entry) {
            return new AuditView(entry.id, entry.at, entry.action, entry.actor, entry.client);
        }
    }

    @GET
    @Operation(
            summary = "My tokens, or those of an API user I manage",
            description = "Values are not among them; see reveal.")
    public Uni<Page<TokenView>> list(
            @RestQuery UUID account,
            @Parameter(description = "active, expired or revoked; ended ones are listed for 90 days") @RestQuery
                    String status,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        UUID holder = account == null ? caller.account() : account;
        StatusFilter filter = StatusFilter.of(status);
        return ownership
                .require(holder, Need.MANAGE)
                .flatMap(allowed -> Panache.withSession(
                        () -> tokens.page(holder, filter, clock.instant(), Page.startOr(after), Page.probe(limit))))
                .map(found -> Page.of(found, limit, token -> token.id))
                .flatMap(this::views);
    }

    private Uni<Page<TokenView>> views(Page<Token> page) {
        List<UUID> ids = page.items().stream().map(token -> token.id).toList();
        return Uni.createFrom()
                .completionStage(() -> uses.of(ids).toCompletionStage())
                .map(last -> page.map(token -> TokenView.of(token, clock.instant(), last.get(token.id))));
    }

    @POST
    @Operation(
            summary = "Create one more token",
            description = "For oneself this needs a log-in; for an API user the permission members and every right it"
                    + " has. The answer shows the value; it may be the only time.")
    @APIResponse(responseCode = "201", description = "Created; value is the secret")
    public Uni<RestResponse<TokenView>> create(
            @Valid @NotNull NewToken asked,
            @Parameter(description = IDEMPOTENCY) @RestHeader("Idempotency-Key") String idempotencyKey) {
        UUID holder = asked.account() == null ? caller.account() : asked.account();
        return manageTokens
                .create(holder, asked.checked(catalogue), idempotencyKey)
                .map(this::created);
    }

    private RestResponse<TokenView> created(ManageTokens.Done<IssueToken.Issued> done) {
        Token token = done.value().token();
        return ResponseBuilder.create(
                        Status.CREATED,
                        TokenView.created(
                                token, clock.instant(), done.value().value().text()))
                .location(URI.create("/v1/tokens/" + token.id))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(Revision.HEADER, Revision.ofAccount(done.account(), done.accountRevision()))
                .build();
    }

    @POST
    @Path("{token}/rotate")
    @Operation(
            summary = "Rotate a token",
            description = "Makes a token in its place, with the same name, description and limits. The old one is good"
                    + " until the overlap ends or, within seconds, the new one is first used. With an Idempotency-Key a"
                    + " request that is sent again gets the same token. Needs what creating one needs.")
    @APIResponse(responseCode = "201", description = "The new token; value is the secret")
    @APIResponse(responseCode = "409", description = "It has ended or been rotated already")
    public Uni<RestResponse<TokenView>> rotate(
            @RestPath UUID token,
            @Valid Rotation asked,
            @Parameter(description = IDEMPOTENCY) @RestHeader("Idempotency-Key") String idempotencyKey) {
        return manageTokens
                .rotate(token, asked == null ? Rotation.DEFAULT : asked, idempotencyKey)
                .map(this::created);
    }

    @GET
    @Path("{token}")
    @Operation(summary = "A token, without its value")
    public Uni<TokenView> get(@RestPath UUID token) {
        return manageTokens
                .find(token, Need.MANAGE)
                .flatMap(found -> views(new Page<>(List.of(found), null)))
                .map(page -> page.items().getFirst());
    }

    @POST
    @Path("{token}/reveal")
    @Operation(
            summary = "See a token's value again",
            description = "Needs a log-in of the last minutes. Policy may let it be seen once, always or never.")
    @APIResponse(responseCode = "200", description = "The value")
    @APIResponse(responseCode = "401", description = "The log-in is too old (error insufficient_user_authentication)")
    public Uni<RestResponse<Revealed>> reveal(@RestPath UUID token) {
        return manageTokens
                .reveal(token)
                .map(value -> ResponseBuilder.ok(new Revealed(value.text()))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    @DELETE
    @Operation(
            summary = "Revoke all tokens of an account",
            description = "Mine, or those of an API user I manage; account says whose, so that nobody does it by"
                    + " leaving something out. In effect in every check before this is answered.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<RestResponse<Void>> revokeAll(@NotNull @RestQuery UUID account) {
        return manageTokens.revokeAll(account).map(TokenResource::noContent);
    }

    @DELETE
    @Path("{token}")
    @Operation(summary = "Revoke a token", description = "In effect in every check before this is answered.")
    @APIResponse(responseCode = "204", description = "Revoked")
    public Uni<RestResponse<Void>> revoke(@RestPath UUID token) {
        return manageTokens.revoke(token).map(TokenResource::noContent);
    }

    @GET
    @Path("{token}/audit-log")
    @Operation(
            summary = "What was done to a token, and by whom",
            description = "Created, rotated, revealed, revoked, shortened; the newest first.")
    public Uni<Page<AuditView>> history(
            @RestPath UUID token, @RestQuery UUID after, @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return manageTokens
                .history(token, after == null ? NEWEST : after, Page.probe(limit))
                .map(found -> Page.of(found, limit, entry -> entry.id).map(AuditView::of));
    }

    private static RestResponse<Void> noContent(EndTokens.Ended done) {
        return ResponseBuilder.<Void>create(Status.NO_CONTENT)
                .header(Revision.HEADER, Revision.ofAccount(done.account(), done.accountRevision()))
                .build();
    }
}
