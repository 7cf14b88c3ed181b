package io.latchkey.token.oauth;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.routes.Responses;
import io.latchkey.token.uses.Via;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code POST /v1/introspect}: OAuth 2.0 token introspection (RFC 7662). Beside {@code token} the form may name a
 * {@code workspace}; the answer's {@code scope} is then what the token holds there, and without a scope there it is
 * not active there.
 */
@ApplicationScoped
class IntrospectRoute {
    private static final int BODY_LIMIT = 16 * 1024;

    private final Check check;
    private final Clients clients;
    private final Catalogue catalogue;

    IntrospectRoute(Check check, Clients clients, Catalogue catalogue) {
        this.check = check;
        this.clients = clients;
        this.catalogue = catalogue;
    }

    void route(@Observes Router router) {
        router.post("/v1/introspect")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::answer);
    }

    private void answer(RoutingContext context) {
        clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.INTROSPECT)
                .flatMap(client -> check.check(question(context.request().formAttributes()), Via.INTROSPECTION))
                .onSuccess(answer -> Responses.json(context, body(answer)))
                .onFailure(failure -> Responses.failure(context, failure));
    }

    private Question question(MultiMap form) {
        if (form.get("token") == null) {
            throw Refused.field("token", "is missing");
        }
        return Question.of(
                form.get("token"), form.get("workspace"), null, null, form.get("source_ip"), null, catalogue);
    }

    private JsonObject body(Answer answer) {
        if (!answer.isAllowed()) {
            // Section 2.2: nothing more, whatever the reason.
            return new JsonObject().put("active", false);
        }
        JsonObject body = new JsonObject()
                .put("active", true)
                .put("sub", answer.token().account().toString())
                .put("client_id", answer.token().token().toString())
                .put("jti", answer.token().token().toString())
                .put("token_type", "Bearer")
                .put("kind", answer.token().kind().toString());
        if (answer.token().expiresAt() != 0) {
            body.put("exp", answer.token().expiresAt());
        }
        if (answer.workspace() != null) {
            body.put("workspace", answer.workspace().toString())
                    .put("scope", String.join(" ", catalogue.names(answer.permissions())));
        }
        return body;
    }
}
