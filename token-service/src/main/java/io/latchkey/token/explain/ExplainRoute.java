package io.latchkey.token.explain;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Question;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.permissions.Catalogue;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.JsonRoute;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.UUID;

/** {@code POST /v1/explain}: the question of a check, by the token's value or by its id. No gateway has this route. */
@ApplicationScoped
class ExplainRoute {
    private static final int BODY_LIMIT = 16 * 1024;
    private static final Set<String> FIELDS =
            Set.of("token", "tokenId", "workspace", "permission", "device", "sourceIp");

    private final Explain explain;
    private final Clients clients;
    private final Catalogue catalogue;

    ExplainRoute(Explain explain, Clients clients, Catalogue catalogue) {
        this.explain = explain;
        this.clients = clients;
        this.catalogue = catalogue;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/explain", BODY_LIMIT)
                .handler(context -> JsonRoute.answer(
                        context,
                        clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.EXPLAIN),
                        this::explain));
    }

    private Future<JsonObject> explain(JsonObject asked) {
        JsonRoute.onlyKnown(asked, "", FIELDS);
        String value = JsonRoute.text(asked, "", "token");
        String id = JsonRoute.text(asked, "", "tokenId");
        if ((value == null) == (id == null)) {
            throw Refused.field("token", "is needed, or tokenId in its place");
        }
        Question question = Question.of(
                value,
                JsonRoute.text(asked, "", "workspace"),
                JsonRoute.text(asked, "", "permission"),
                JsonRoute.text(asked, "", "device"),
                JsonRoute.text(asked, "", "sourceIp"),
                null,
                catalogue);
        return value == null ? explain.byId(tokenId(id), question) : explain.byValue(value, question);
    }

    private static UUID tokenId(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Refused.field("tokenId", "is not an id");
        }
    }
}
