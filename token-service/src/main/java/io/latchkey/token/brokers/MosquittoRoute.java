package io.latchkey.token.brokers;

import io.latchkey.token.brokers.AskForBroker.Action;
import io.latchkey.token.clients.Client;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.Responses;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/**
 * mosquitto-go-auth's HTTP backend, with {@code http_params_mode form}: 200 or 403, and a body for those who read it
 * ({@code http_response_mode} status or json).
 */
@ApplicationScoped
class MosquittoRoute {
    private static final int BODY_LIMIT = 64 * 1024;

    private final AskForBroker askForBroker;
    private final Clients clients;
    private final MqttConfig config;

    MosquittoRoute(AskForBroker askForBroker, Clients clients, MqttConfig config) {
        this.askForBroker = askForBroker;
        this.clients = clients;
        this.config = config;
    }

    void route(@Observes Router router) {
        route(router, "user", this::user);
        route(router, "superuser", form -> Future.succeededFuture(false));
        route(router, "acl", this::acl);
    }

    private void route(Router router, String hook, Function<MultiMap, Future<Boolean>> work) {
        BodyRoute.post(router, "/v1/mqtt/mosquitto/" + hook, BODY_LIMIT)
                .handler(context -> admitted(context)
                        .flatMap(broker -> work.apply(context.request().formAttributes()))
                        .onSuccess(may -> answer(context, may))
                        .onFailure(failure -> Responses.failure(context, failure)));
    }

    private Future<Client> admitted(RoutingContext context) {
        String credential = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return credential == null && config.mosquittoWithoutCredential()
                ? Future.succeededFuture()
                : clients.admit(credential, May.MQTT);
    }

    private Future<Boolean> user(MultiMap form) {
        return askForBroker.mayConnect(form.get("username"), form.get("password"), null);
    }

    /** {@code acc}: 1 receive, 2 publish, 3 both, 4 subscribe. */
    private Future<Boolean> acl(MultiMap form) {
        String user = form.get("username");
        String topic = form.get("topic");
        return switch (String.valueOf(form.get("acc"))) {
            case "1" -> askForBroker.may(user, Action.RECEIVE, topic, null);
            case "2" -> askForBroker.may(user, Action.PUBLISH, topic, null);
            case "3" ->
                askForBroker
                        .may(user, Action.RECEIVE, topic, null)
                        .flatMap(receives -> receives
                                ? askForBroker.may(user, Action.PUBLISH, topic, null)
                                : Future.succeededFuture(false));
            case "4" -> askForBroker.may(user, Action.SUBSCRIBE, topic, null);
            default -> Future.succeededFuture(false);
        };
    }

    private static void answer(RoutingContext context, boolean may) {
        context.response().setStatusCode(may ? 200 : 403);
        Responses.json(context, new JsonObject().put("ok", may).put("error", may ? "" : "not allowed"));
    }
}
