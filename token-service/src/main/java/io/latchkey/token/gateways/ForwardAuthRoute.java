package io.latchkey.token.gateways;

import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.gateways.Admit.Required;
import io.latchkey.token.limits.Network;
import io.latchkey.token.routes.Responses;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/**
 * {@code ANY /v1/forward-auth}: 200 with the JWT to pass on in {@code Authorization}, 401 (RFC 6750 section 3), 403, or
 * 503. The gateway proves itself in {@code Latchkey-Client}, since {@code Authorization} is its caller's.
 */
@ApplicationScoped
class ForwardAuthRoute {
    private static final String CLIENT = "Latchkey-Client";

    private final Admit admit;
    private final Clients clients;

    ForwardAuthRoute(Admit admit, Clients clients) {
        this.admit = admit;
        this.clients = clients;
    }

    void route(@Observes Router router) {
        router.route("/v1/forward-auth").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        clients.admit(request.getHeader(CLIENT), May.FORWARD_AUTH)
                .flatMap(gateway ->
                        admit.admit(request.getHeader(HttpHeaders.AUTHORIZATION), required(request), source(request)))
                .onSuccess(admission -> answer(context, admission))
                .onFailure(failure -> Responses.failure(context, failure));
    }

    private static Required required(HttpServerRequest request) {
        return new Required(
                request.getParam("workspace"),
                request.getParam("permission"),
                request.getParam("device"),
                request.getParam("atLeast"));
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

    private static void answer(RoutingContext context, Admission admission) {
        HttpServerResponse response = context.response();
        switch (admission) {
            case Admission.Pass pass -> {
                response.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + pass.jwt())
                        .putHeader("Latchkey-Account", pass.account().toString())
                        .putHeader("Latchkey-Kind", pass.kind())
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
                if (pass.workspace() != null) {
                    response.putHeader("Latchkey-Workspace", pass.workspace().toString());
                }
                response.end();
            }
            case Admission.Deny deny -> {
                response.putHeader("WWW-Authenticate", deny.challenge());
                Responses.problem(context, deny.reason(), deny.sentence(), Map.of());
            }
        }
    }
}
