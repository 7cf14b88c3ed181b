package io.latchkey.token.check;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.uses.Via;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;

/** {@code POST /v1/check}, on the event loop; 200 with a verdict whenever it could be decided. */
@ApplicationScoped
class CheckRoute {
    static final int BODY_LIMIT = 16 * 1024;
    private static final Set<String> FIELDS =
            Set.of("token", "workspace", "permission", "device", "sourceIp", "atLeast");

    private final Check check;
    private final Clients clients;
    private final Catalogue catalogue;

    CheckRoute(Check check, Clients clients, Catalogue catalogue) {
        this.check = check;
        this.clients = clients;
        this.catalogue = catalogue;
    }

    void route(@Observes Router router) {
        router.post("/v1/check")
                .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
                .handler(this::answer);
    }

    private void answer(RoutingContext context) {
        String credential = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (!Responses.admitted(context, clients.mayCheck(credential))) {
            return;
        }
        Question question;
        try {
            question = question(context);
        } catch (Refused e) {
            Responses.failure(context, e);
            return;
        }
        check.check(question, Via.CHECK)
                .onSuccess(answer -> Responses.json(context, body(answer)))
                .onFailure(failure -> Responses.failure(context, failure));
    }

    private Question question(RoutingContext context) {
        JsonObject body;
        try {
            body = context.body().asJsonObject();
        } catch (DecodeException | ClassCastException e) {
            throw Refused.field("body", "is not a JSON object");
        }
        if (body == null) {
            throw Refused.field("body", "is missing");
        }
        for (String field : body.fieldNames()) {
            if (!FIELDS.contains(field)) {
                throw Refused.field(field, "is not known here");
            }
        }
        String token = text(body, "token");
        if (token == null) {
            throw Refused.field("token", "is missing");
        }
        return Question.of(
                token,
                text(body, "workspace"),
                text(body, "permission"),
                text(body, "device"),
                text(body, "sourceIp"),
                text(body, "atLeast"),
                catalogue);
    }

    private static String text(JsonObject body, String field) {
        Object value = body.getValue(field);
        if (value != null && !(value instanceof String)) {
            throw Refused.field(field, "is not a string");
        }
        return (String) value;
    }

    private JsonObject body(Answer answer) {
        JsonObject body = new JsonObject().put("verdict", answer.verdict().text());
        if (answer.token() == null) {
            return body;
        }
        body.put("account", answer.token().account().toString())
                .put("kind", answer.token().kind().toString())
                .put("tokenId", answer.token().token().toString());
        if (answer.token().expiresAt() != 0) {
            body.put(
                    "expiresAt",
                    java.time.Instant.ofEpochSecond(answer.token().expiresAt()).toString());
        }
        if (answer.workspace() != null) {
            body.put("workspace", answer.workspace().toString());
        }
        if (answer.isAllowed() && answer.workspace() != null) {
            body.put("permissions", new JsonArray(catalogue.names(answer.permissions())))
                    .put("revision", answer.revision());
        }
        return body;
    }
}
