package io.latchkey.token.oauth;

import io.latchkey.edge.callers.TrustedIssuers;
import io.latchkey.edge.problems.Challenges;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.clients.Client;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.Responses;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Token exchange (RFC 8693): a service that holds a caller's token gets a short-lived JWT (RFC 9068) for it, to call
 * other services with; cut down to {@code scope} and {@code workspace} where it asks so, and never more than the token
 * may. Errors are those of RFC 6749 section 5.2.
 */
@ApplicationScoped
class ExchangeRoute {
    private static final Logger LOG = Logger.getLogger(ExchangeRoute.class);
    private static final int BODY_LIMIT = 16 * 1024;
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    private final Check check;
    private final SwapToken swapToken;
    private final Clients clients;
    private final Catalogue catalogue;
    private final String audience;

    ExchangeRoute(
            Check check, SwapToken swapToken, Clients clients, Catalogue catalogue, TrustedIssuers trustedIssuers) {
        this.check = check;
        this.swapToken = swapToken;
        this.clients = clients;
        this.catalogue = catalogue;
        this.audience = trustedIssuers.audience();
    }

    /** Why it is refused, in OAuth's words. */
    private static final class OAuthError extends RuntimeException {
        private final String error;

        OAuthError(String error, String description) {
            super(description, null, false, false);
            this.error = error;
        }
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/token", BODY_LIMIT).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.EXCHANGE)
                .flatMap(client -> exchange(context.request().formAttributes(), client))
                .onSuccess(issued -> Responses.json(context, issued))
                .onFailure(failure -> refuse(context, failure));
    }

    private static void refuse(RoutingContext context, Throwable failure) {
        if (failure instanceof OAuthError e) {
            refuse(context, 400, e.error, e.getMessage());
        } else if (failure instanceof Refused refused && refused.reason() == Reason.UNKNOWN_CLIENT) {
            Responses.watch(context, refused);
            context.response().putHeader("WWW-Authenticate", Challenges.CLIENT);
            refuse(context, 401, "invalid_client", refused.getMessage());
        } else if (failure instanceof Refused refused && refused.reason() == Reason.NOT_ALLOWED) {
            Responses.watch(context, refused);
            refuse(context, 400, "unauthorized_client", refused.getMessage());
        } else {
            Responses.failure(context, failure);
        }
    }

    private Future<JsonObject> exchange(MultiMap form, Client client) {
        mustBeSupported(form);
        Question question = question(form);
        Limits asked = asked(form);
        return check.check(question, Via.EXCHANGE).map(answer -> issue(form, answer, asked, client.id()));
    }

    /** Section 2.1. */
    private void mustBeSupported(MultiMap form) {
        if (!GRANT.equals(form.get("grant_type"))) {
            throw new OAuthError("unsupported_grant_type", "The grant type must be " + GRANT + ".");
        }
        if (!ACCESS_TOKEN.equals(form.get("subject_token_type"))) {
            throw new OAuthError("invalid_request", "The subject_token_type must be " + ACCESS_TOKEN + ".");
        }
        String wanted = form.get("requested_token_type");
        if (wanted != null && !wanted.equals(ACCESS_TOKEN) && !wanted.equals(JWT)) {
            throw new OAuthError("invalid_request", "Only JWT access tokens are issued here.");
        }
        if (form.contains("actor_token")) {
            throw new OAuthError("invalid_request", "An actor_token is not taken here.");
        }
        String target = form.get("audience");
        if (form.contains("resource") || target != null && !target.equals(audience)) {
            throw new OAuthError("invalid_target", "The audience is always " + audience + ".");
        }
    }

    private Question question(MultiMap form) {
        if (form.get("subject_token") == null) {
            throw new OAuthError("invalid_request", "The subject_token is missing.");
        }
        try {
            return Question.of(
                    form.get("subject_token"),
                    null,
                    null,
                    null,
                    form.get("source_ip"),
                    form.get("at_least"),
                    catalogue);
        } catch (Refused e) {
            throw new OAuthError("invalid_request", e.getMessage());
        }
    }

    private Limits asked(MultiMap form) {
        String scope = form.get("scope");
        List<String> workspaces = form.getAll("workspace");
        return new Limits(
                scope == null ? null : catalogue.bits(permissions(scope)),
                workspaces.isEmpty() ? null : ids(workspaces),
                null,
                null);
    }

    private String[] permissions(String scope) {
        String[] permissions = scope.strip().split(" +");
        for (String permission : permissions) {
            if (catalogue.indexOf(permission) < 0) {
                throw new OAuthError("invalid_scope", "There is no such permission.");
            }
        }
        return permissions;
    }

    private static Set<UUID> ids(List<String> texts) {
        Set<UUID> ids = new HashSet<>();
        for (String text : texts) {
            try {
                ids.add(UUID.fromString(text));
            } catch (IllegalArgumentException e) {
                throw new OAuthError("invalid_request", "A workspace is not an id.");
            }
        }
        return ids;
    }

    private JsonObject issue(MultiMap form, Answer answer, Limits asked, String client) {
        if (!answer.isAllowed()) {
            // Section 2.2.2; which of the reasons it is, is for the check alone to say.
            throw new OAuthError("invalid_request", "The subject token is no good.");
        }
        TokenEntry token = answer.token();
        Limits limits = token.limits().and(asked);
        if (limits.permissions() != null && limits.permissions().isEmpty()
                || limits.workspaces() != null && limits.workspaces().isEmpty()) {
            throw new OAuthError("invalid_scope", "The subject token has nothing of what is asked.");
        }
        JsonObject body = new JsonObject()
                .put("access_token", swapToken.narrowed(token, limits, client))
                .put("issued_token_type", JWT.equals(form.get("requested_token_type")) ? JWT : ACCESS_TOKEN)
                .put("token_type", "Bearer")
                .put("expires_in", swapToken.lifespan().toSeconds());
        if (limits.permissions() != null) {
            body.put("scope", String.join(" ", catalogue.names(limits.permissions())));
        }
        LOG.debugf("client %s acts for the holder of token %s", client, token.token());
        return body;
    }

    private static void refuse(RoutingContext context, int status, String error, String description) {
        context.response().setStatusCode(status);
        Responses.json(context, new JsonObject().put("error", error).put("error_description", description));
    }
}
