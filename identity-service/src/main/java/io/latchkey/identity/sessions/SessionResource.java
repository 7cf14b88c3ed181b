package io.latchkey.identity.sessions;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.edge.watch.Watched;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/sessions")
@Cancellable(false)
@Tag(name = "Sessions")
class SessionResource {
    private final LogIn logIn;
    private final RefreshSession refreshSession;
    private final Sessions sessions;
    private final Caller caller;
    private final Clock clock;

    SessionResource(LogIn logIn, RefreshSession refreshSession, Sessions sessions, Caller caller, Clock clock) {
        this.logIn = logIn;
        this.refreshSession = refreshSession;
        this.sessions = sessions;
        this.caller = caller;
        this.clock = clock;
    }

    record Credentials(
            @NotBlank @Size(max = 254) @Schema(examples = "ada@example.com")
            String email,

            @NotNull @Size(max = 128) @Schema(examples = "analytical engine no. 1", format = "password")
            String password,

            @Size(max = 30)
            @Schema(description = "Where there is a second factor: of the app, or a recovery code", examples = "123456")
            String code) {
        @Override
        public String toString() {
            return "Credentials[…]";
        }
    }

    record Refresh(@NotBlank @Size(max = 200) String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[…]";
        }
    }

    @POST
    @PermitAll
    @Watched
    @Operation(summary = "Log in")
    @APIResponse(responseCode = "201", description = "An access token (JWT) and a refresh token that works once")
    @APIResponse(
            responseCode = "401",
            description = "The e-mail address, the password or the code is wrong; or a code is needed too")
    @APIResponse(responseCode = "429", description = "Too many failed tries; see Retry-After")
    public Uni<RestResponse<SessionTokens>> logIn(
            @Valid @NotNull Credentials given, @Context HttpServerRequest request) {
        return logIn.logIn(given.email(), given.password(), given.code(), Client.of(request))
                .map(tokens -> secret(Status.CREATED, tokens));
    }

    @POST
    @Path("refresh")
    @PermitAll
    @Operation(summary = "Get new tokens for a refresh token", description = "The given one works no more.")
    public Uni<RestResponse<SessionTokens>> refresh(@Valid @NotNull Refresh given, @Context HttpServerRequest request) {
        return refreshSession
                .refresh(new RandomSecret(given.refreshToken()), Client.of(request))
                .map(tokens -> secret(Status.OK, tokens.orElseThrow(RefreshSession::noGood)));
    }

    @GET
    @Authenticated
    @WithSession
    @Operation(summary = "Where I am logged in")
    public Uni<Page<SessionView>> mine() {
        return sessions.views(caller.account(), mySession()).map(Page::whole);
    }

    @DELETE
    @Watched
    @Authenticated
    @WithTransaction
    @Operation(summary = "Log out everywhere else", description = "All my sessions end but the one that asks.")
    @APIResponse(responseCode = "204", description = "Ended")
    public Uni<Void> logOutElsewhere() {
        return sessions.endAll(caller.account(), mySession());
    }

    @DELETE
    @Watched
    @Path("{session}")
    @Authenticated
    @WithTransaction
    @Operation(
            summary = "End one of my sessions",
            description = "Its refresh token ends at once, its access token when it expires.")
    @APIResponse(responseCode = "204", description = "Ended")
    public Uni<Void> end(@RestPath UUID session) {
        mySession();
        return sessions.liveOf(caller.account(), session)
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such session."))
                .invoke(found -> found.endedAt = clock.instant())
                .replaceWithVoid();
    }

    @DELETE
    @Watched
    @Path("current")
    @Authenticated
    @WithTransaction
    @Operation(summary = "Log out", description = "The refresh token ends at once, the access token when it expires.")
    @APIResponse(responseCode = "204", description = "Ended")
    public Uni<Void> logOut() {
        return sessions.findById(mySession())
                .onItem()
                .ifNotNull()
                .invoke(session -> session.endedAt = clock.instant())
                .replaceWithVoid();
    }

    /** Sessions are the business of who has logged in: a token that has leaked neither sees nor ends them. */
    private UUID mySession() {
        return caller.session().orElseThrow(() -> Refused.because(Reason.NOT_ALLOWED, "This needs a session; log in."));
    }

    private static RestResponse<SessionTokens> secret(Status status, SessionTokens tokens) {
        return ResponseBuilder.create(status, tokens)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
