package io.latchkey.token.authzen;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.check.Answer;
import io.latchkey.token.check.Check;
import io.latchkey.token.check.Question;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.permissions.Catalogue;
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

/**
 * OpenID AuthZEN Authorization API 1.0: {@code /access/v1/evaluation} and {@code /access/v1/evaluations}. The subject is
 * a token ({@code type} token, {@code id} its value), the action a permission, the resource a workspace or a device
 * (with its workspace in {@code properties}, where known).
 */
@ApplicationScoped
class AuthzenRoute {
    private static final int BODY_LIMIT = 64 * 1024;
    private static final int MOST = 100;

    private final Check check;
    private final Clients clients;
    private final Catalogue catalogue;

    AuthzenRoute(Check check, Clients clients, Catalogue catalogue) {
        this.check = check;
        this.clients = clients;
        this.catalogue = catalogue;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/access/v1/evaluation", BODY_LIMIT)
                .handler(context -> answer(context, body -> evaluate(question(body, new JsonObject(), ""))));
        BodyRoute.post(router, "/access/v1/evaluations", BODY_LIMIT)
                .handler(context -> answer(context, this::evaluateAll));
    }

    /** Section 10.1.4: a request id comes back. */
    private void answer(
            RoutingContext context, java.util.function.Function<JsonObject, Future<JsonObject>> evaluation) {
        String id = context.request().getHeader("X-Request-ID");
        if (id != null) {
            context.response().putHeader("X-Request-ID", id);
        }
        JsonRoute.answer(
                context, clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.CHECK), evaluation);
    }

    private Future<JsonObject> evaluate(Question question) {
        return check.check(question, Via.CHECK).map(AuthzenRoute::decision);
    }

    private static JsonObject decision(Answer answer) {
        return new JsonObject()
                .put("decision", answer.isAllowed())
                .put("context", new JsonObject().put("verdict", answer.verdict().text()));
    }

    /** Section 7: what an evaluation leaves out stands in the request itself; without evaluations it is one. */
    private Future<JsonObject> evaluateAll(JsonObject body) {
        Object asked = body.getValue("evaluations");
        if (asked == null || asked instanceof JsonArray none && none.isEmpty()) {
            return evaluate(question(body, new JsonObject(), ""));
        }
        if (!(asked instanceof JsonArray evaluations) || evaluations.size() > MOST) {
            throw Refused.field("evaluations", "must be a list of at most " + MOST);
        }
        Semantic semantic = Semantic.of(JsonRoute.object(body, "", "options"));
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < evaluations.size(); i++) {
            if (!(evaluations.getValue(i) instanceof JsonObject one)) {
                throw Refused.field("evaluations[" + i + "]", "is not an object");
            }
            questions.add(question(one, body, "evaluations[" + i + "]."));
        }
        return semantic == Semantic.EXECUTE_ALL
                ? all(questions)
                : until(semantic, questions, 0, new JsonArray()).map(AuthzenRoute::wrapped);
    }

    private Future<JsonObject> all(List<Question> questions) {
        List<Future<JsonObject>> decisions =
                questions.stream().map(this::evaluate).toList();
        return Future.all(decisions).map(decided -> {
            JsonArray all = new JsonArray();
            decisions.forEach(decision -> all.add(decision.result()));
            return wrapped(all);
        });
    }

    /** One after the other, up to the one that settles it. */
    private Future<JsonArray> until(Semantic semantic, List<Question> questions, int next, JsonArray decided) {
        if (next == questions.size()) {
            return Future.succeededFuture(decided);
        }
        return evaluate(questions.get(next)).flatMap(decision -> {
            decided.add(decision);
            return semantic.isSettledBy(decision.getBoolean("decision"))
                    ? Future.succeededFuture(decided)
                    : until(semantic, questions, next + 1, decided);
        });
    }

    private static JsonObject wrapped(JsonArray decisions) {
        return new JsonObject().put("evaluations", decisions);
    }

    private enum Semantic {
        EXECUTE_ALL,
        DENY_ON_FIRST_DENY,
        PERMIT_ON_FIRST_PERMIT;

        static Semantic of(JsonObject options) {
            String name = options == null ? null : JsonRoute.text(options, "options.", "evaluations_semantic");
            if (name == null) {
                return EXECUTE_ALL;
            }
            for (Semantic semantic : values()) {
                if (semantic.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
                    return semantic;
                }
            }
            throw Refused.field("options.evaluations_semantic", "is not one of AuthZEN's");
        }

        boolean isSettledBy(boolean decision) {
            return this == DENY_ON_FIRST_DENY && !decision || this == PERMIT_ON_FIRST_PERMIT && decision;
        }
    }

    /** AuthZEN lets members be that one does not know (section 5), so they are not refused here. */
    private Question question(JsonObject asked, JsonObject defaults, String at) {
        JsonObject subject = part(asked, defaults, at, "subject");
        JsonObject resource = part(asked, defaults, at, "resource");
        JsonObject action = part(asked, defaults, at, "action");
        JsonObject context = asked.containsKey("context")
                ? JsonRoute.object(asked, at, "context")
                : JsonRoute.object(defaults, "", "context");
        if (!"token".equals(needed(subject, at + "subject.", "type"))) {
            throw Refused.field(at + "subject.type", "must be token");
        }
        String type = needed(resource, at + "resource.", "type");
        String id = needed(resource, at + "resource.", "id");
        JsonObject properties = JsonRoute.object(resource, at + "resource.", "properties");
        boolean device = type.equals("device");
        if (!device && !type.equals("workspace")) {
            throw Refused.field(at + "resource.type", "must be workspace or device");
        }
        String workspaceOfDevice =
                properties == null ? null : JsonRoute.text(properties, at + "resource.properties.", "workspace");
        try {
            return Question.of(
                    needed(subject, at + "subject.", "id"),
                    device ? workspaceOfDevice : id,
                    needed(action, at + "action.", "name"),
                    device ? id : null,
                    context == null ? null : JsonRoute.text(context, at + "context.", "sourceIp"),
                    context == null ? null : JsonRoute.text(context, at + "context.", "atLeast"),
                    catalogue);
        } catch (Refused e) {
            throw e.within(at);
        }
    }

    private static JsonObject part(JsonObject asked, JsonObject defaults, String at, String name) {
        JsonObject part =
                asked.containsKey(name) ? JsonRoute.object(asked, at, name) : JsonRoute.object(defaults, "", name);
        if (part == null) {
            throw Refused.field(at + name, "is missing");
        }
        return part;
    }

    private static String needed(JsonObject object, String at, String field) {
        String text = JsonRoute.text(object, at, field);
        if (text == null) {
            throw Refused.field(at + field, "is missing");
        }
        return text;
    }
}
