package io.latchkey.token.check;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.clients.Client;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.JsonRoute;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code POST /v1/check}, and {@code POST /v1/checks} for up to a hundred at once, on the event loop; 200 with a verdict
 * whenever it could be decided.
 */
@ApplicationScoped
class CheckRoute {
    private static final int BODY_LIMIT = 16 * 1024;
    private static final int BATCH_BODY_LIMIT = 64 * 1024;
    private static final int MOST = 100;
    private static final Set<String> BATCH_FIELDS = Set.of("checks");

    private final Check check;
    private final Clients clients;
    private final CheckJson json;

    CheckRoute(Check check, Clients clients, CheckJson json) {
        this.check = check;
        this.clients = clients;
        this.json = json;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/check", BODY_LIMIT)
                .handler(context -> JsonRoute.answer(context, admitted(context), this::one));
        BodyRoute.post(router, "/v1/checks", BATCH_BODY_LIMIT)
                .handler(context -> JsonRoute.answer(context, admitted(context), this::many));
    }

    private Future<Client> admitted(RoutingContext context) {
        return clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.CHECK);
    }

    private Future<JsonObject> one(JsonObject body) {
        return check.check(json.question(body, ""), Via.CHECK).map(json::answer);
    }

    /** All or none: where one cannot be decided, the whole is a 503. */
    private Future<JsonObject> many(JsonObject body) {
        List<Future<Answer>> answers = questions(body).stream()
                .map(question -> check.check(question, Via.CHECK))
                .toList();
        return Future.all(answers).map(all -> {
            JsonArray results = new JsonArray();
            answers.forEach(answer -> results.add(json.answer(answer.result())));
            return new JsonObject().put("results", results);
        });
    }

    private List<Question> questions(JsonObject body) {
        JsonRoute.onlyKnown(body, "", BATCH_FIELDS);
        if (!(body.getValue("checks") instanceof JsonArray asked) || asked.isEmpty() || asked.size() > MOST) {
            throw Refused.field("checks", "must be a list of 1 to " + MOST + " checks");
        }
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            if (!(asked.getValue(i) instanceof JsonObject one)) {
                throw Refused.field("checks[" + i + "]", "is not an object");
            }
            questions.add(json.question(one, "checks[" + i + "]."));
        }
        return questions;
    }
}
