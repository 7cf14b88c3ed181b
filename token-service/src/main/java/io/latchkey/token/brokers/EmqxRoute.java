package io.latchkey.token.brokers;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.brokers.AskForBroker.Action;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.limits.Network;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.JsonRoute;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/**
 * EMQX 5: HTTP password authentication and HTTP authorization. A refusal is 200 with {@code "result": "deny"}; any other
 * status makes EMQX ask its next source.
 */
@ApplicationScoped
class EmqxRoute {
    private static final int BODY_LIMIT = 64 * 1024;

    private final AskForBroker askForBroker;
    private final Clients clients;

    EmqxRoute(AskForBroker askForBroker, Clients clients) {
        this.askForBroker = askForBroker;
        this.clients = clients;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/mqtt/emqx/authentication", BODY_LIMIT)
                .handler(context -> answer(context, this::authenticate));
        BodyRoute.post(router, "/v1/mqtt/emqx/authorization", BODY_LIMIT)
                .handler(context -> answer(context, this::authorize));
    }

    private void answer(RoutingContext context, Function<JsonObject, Future<JsonObject>> work) {
        JsonRoute.answer(
                context, clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.MQTT), work);
    }

    private Future<JsonObject> authenticate(JsonObject body) {
        return askForBroker
                .mayConnect(JsonRoute.text(body, "", "username"), JsonRoute.text(body, "", "password"), source(body))
                .map(may -> result(may).put("is_superuser", false));
    }

    private Future<JsonObject> authorize(JsonObject body) {
        Action action = switch (String.valueOf(JsonRoute.text(body, "", "action"))) {
            case "publish" -> Action.PUBLISH;
            case "subscribe" -> Action.SUBSCRIBE;
            default -> throw Refused.field("action", "must be publish or subscribe");
        };
        return askForBroker
                .may(JsonRoute.text(body, "", "username"), action, JsonRoute.text(body, "", "topic"), source(body))
                .map(EmqxRoute::result);
    }

    /** An address that is none counts as unknown, and lets no token in that is limited to networks. */
    private static String source(JsonObject body) {
        String address = JsonRoute.text(body, "", "peerhost");
        return address != null && Network.isAddress(address) ? address : null;
    }

    private static JsonObject result(boolean may) {
        return new JsonObject().put("result", may ? "allow" : "deny");
    }
}
