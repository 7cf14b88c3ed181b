package io.latchkey.token.check;

import io.latchkey.edge.callers.JwtVerifier;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.limits.Network;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.tokens.TokenValue;
import io.latchkey.token.uses.Via;
import io.smallrye.jwt.auth.principal.ParseException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * {@code ANY /v1/forward-auth}: what a gateway asks before it lets a request through. 200 with the JWT to pass on in
 * {@code Authorization}, 401 (RFC 6750 section 3), 403, or 503. The gateway proves itself in {@code Latchkey-Client},
 * since {@code Authorization} is its caller's. A session's JWT is verified and passed on as it is.
 */
@ApplicationScoped
class ForwardAuthRoute {
    private static final String CLIENT = "Latchkey-Client";

    private final Check check;
    private final SwapToken swapToken;
    private final JwtVerifier verifier;
    private final Clients clients;
    private final Catalogue catalogue;
    private final Vertx vertx;

    ForwardAuthRoute(
            Check check, SwapToken swapToken, JwtVerifier verifier, Clients clients, Catalogue catalogue, Vertx vertx) {
        this.check = check;
        this.swapToken = swapToken;
        this.verifier = verifier;
        this.clients = clients;
        this.catalogue = catalogue;
        this.vertx = vertx;
    }

    void route(@Observes Router router) {
        router.route("/v1/forward-auth").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!Responses.admitted(context, clients.mayForwardAuth(request.getHeader(CLIENT)))) {
            return;
        }
        String credential =
                Credential.of(request.getHeader(HttpHeaders.AUTHORIZATION)).orElse(null);
        if (credential == null) {
            challenge(context, "Bearer realm=\"latchkey\"", "This needs a token.");
            return;
        }
        Question question;
        try {
            question = Question.of(
                    credential,
                    request.getParam("workspace"),
                    request.getParam("permission"),
                    request.getParam("device"),
                    source(request),
                    request.getParam("atLeast"),
                    catalogue);
        } catch (Refused e) {
            Responses.failure(context, e);
            return;
        }
        Future<Void> answered =
                credential.startsWith(TokenValue.PREFIX) ? byToken(context, question) : bySession(context, question);
        answered.onFailure(failure -> Responses.failure(context, failure));
    }

    /**
     * As the gateway saw it, which appends to what its own caller says (or replaces that). What is no address counts as
     * unknown, and lets no token in that is limited to networks.
     */
    private static String source(HttpServerRequest request) {
        String forwarded = request.getHeader("X-Forwarded-For");
        String last = forwarded == null
                ? ""
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        return Network.isAddress(last) ? last : null;
    }

    private Future<Void> byToken(RoutingContext context, Question question) {
        return check.check(question, Via.FORWARD_AUTH).map(answer -> {
            pass(context, answer, () -> swapToken.swap(answer.token()));
            return null;
        });
    }

    /** Off the event loop: verifying may have to fetch the issuer's keys. */
    private Future<Void> bySession(RoutingContext context, Question question) {
        return vertx.executeBlocking(() -> verified(question.token()), false).flatMap(claims -> {
            if (claims == null) {
                refuse(context);
                return Future.succeededFuture();
            }
            return check.checkSession(account(claims), question).map(answer -> {
                pass(context, answer, question::token);
                return null;
            });
        });
    }

    private JwtClaims verified(String jwt) {
        try {
            return verifier.verify(jwt);
        } catch (ParseException e) {
            return null;
        }
    }

    private static UUID account(JwtClaims claims) {
        try {
            return UUID.fromString(claims.getSubject());
        } catch (MalformedClaimException e) {
            throw new IllegalStateException("a verified JWT has a subject", e);
        }
    }

    private void pass(RoutingContext context, Answer answer, java.util.function.Supplier<String> jwt) {
        if (answer.isAllowed()) {
            HttpServerResponse response = context.response()
                    .putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + jwt.get())
                    .putHeader("Latchkey-Account", answer.token().account().toString())
                    .putHeader("Latchkey-Kind", answer.token().kind().toString())
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            if (answer.workspace() != null) {
                response.putHeader("Latchkey-Workspace", answer.workspace().toString());
            }
            response.end();
        } else if (answer.verdict().isAboutTheToken()) {
            refuse(context);
        } else {
            context.response().putHeader("WWW-Authenticate", "Bearer realm=\"latchkey\", error=\"insufficient_scope\"");
            Responses.problem(context, Reason.NOT_ALLOWED, "This token may not do this.", Map.of());
        }
    }

    /** Unknown, expired, revoked and suspended look alike from outside. */
    private static void refuse(RoutingContext context) {
        challenge(context, "Bearer realm=\"latchkey\", error=\"invalid_token\"", "This token is no good.");
    }

    private static void challenge(RoutingContext context, String challenge, String sentence) {
        context.response().putHeader("WWW-Authenticate", challenge);
        Responses.problem(context, Reason.NOT_AUTHENTICATED, sentence, Map.of());
    }
}
