package io.latchkey.token.oauth;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.Responses;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code POST /v1/introspect}: OAuth 2.0 token introspection (RFC 7662). Beside {@code token} the form may name a
 * {@code workspace}; the answer's {@code scope} is then what the token holds there, and without a scope there it is
 * not active there. Without one it lists all of them.
 */
@ApplicationScoped
class IntrospectRoute {
    private static final int BODY_LIMIT = 16 * 1024;

    private final Check check;
    private final Clients clients;
    private final HeldWorkspaces heldWorkspaces;
    private final Catalogue catalogue;
    private final String issuer;

    IntrospectRoute(
            Check check,
            Clients clients,
            HeldWorkspaces heldWorkspaces,
            Catalogue catalogue,
            @ConfigProperty(name = "latchkey.signing.issuer") String issuer) {
        this.check = check;
        this.clients = clients;
        this.heldWorkspaces = heldWorkspaces;
        this.catalogue = catalogue;
        this.issuer = issuer;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/introspect", BODY_LIMIT).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.INTROSPECT)
                .flatMap(client -> check.check(question(context.request().formAttributes()), Via.INTROSPECTION))
                .flatMap(this::body)
                .onSuccess(body -> Responses.json(context, body))
                .onFailure(failure -> Responses.failure(context, failure));
    }

    private Question question(MultiMap form) {
        if (form.get("token") == null) {
            throw Refused.field("token", "is missing");
        }
        return Question.of(
                form.get("token"),
                form.get("workspace"),
                null,
                null,
                form.get("source_ip"),
                form.get("at_least"),
                catalogue);
    }

    private Future<JsonObject> body(Answer answer) {
        if (!answer.isAllowed()) {
            // Section 2.2: nothing more, whatever the reason.
            return Future.succeededFuture(new JsonObject().put("active", false));
        }
        TokenEntry token = answer.token();
        JsonObject body = new JsonObject()
                .put("active", true)
                .put("iss", issuer)
                .put("sub", token.account().toString())
                .put("client_id", token.token().toString())
                .put("jti", token.token().toString())
                .put("iat", createdAt(token.token()))
                .put("token_type", "Bearer")
                .put("kind", token.kind().toString());
        if (token.expiresAt() != 0) {
            body.put("exp", token.expiresAt());
        }
        if (answer.workspace() != null) {
            return Future.succeededFuture(
                    body.put("workspace", answer.workspace().toString())
                            .put("scope", String.join(" ", catalogue.names(answer.permissions()))));
        }
        return heldWorkspaces
                .of(token)
                .map(workspaces -> with(body, workspaces))
                // Whether it is active is known; that nobody can list them now is no reason to hold that back.
                .otherwise(body);
    }

    private static JsonObject with(JsonObject body, JsonArray workspaces) {
        if (workspaces.size() > HeldWorkspaces.MOST) {
            workspaces.remove(HeldWorkspaces.MOST);
            body.put("more_workspaces", true);
        }
        return body.put("workspaces", workspaces);
    }

    /** Epoch second: a token's id is a UUIDv7 (RFC 9562 section 5.7) of its creation. */
    private static long createdAt(UUID token) {
        return (token.getMostSignificantBits() >>> 16) / 1000;
    }
}
