package io.latchkey.token.oauth;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.audit.By;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.Responses;
import io.latchkey.token.tokens.RevokeByValue;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/**
 * Token revocation (RFC 7009), for services that are told to forget a token. A route and no resource, since the form
 * reader of quarkus-rest puts a form that it cannot decode, and with it perhaps a token, into the log.
 */
@ApplicationScoped
class RevocationRoute {
    private static final int BODY_LIMIT = 16 * 1024;

    private final RevokeByValue revokeByValue;
    private final Clients clients;

    RevocationRoute(RevokeByValue revokeByValue, Clients clients) {
        this.revokeByValue = revokeByValue;
        this.clients = clients;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/revoke", BODY_LIMIT).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.REVOKE)
                .flatMap(client -> revoke(context.request().formAttributes().get("token"), By.client(client)))
                .onSuccess(revoked -> context.response()
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end())
                .onFailure(failure -> Responses.failure(
                        context, Refused.orUnavailable(failure, "This was not done; send it again.")));
    }

    /** Whether there was such a token or not is not told (section 2.2). */
    private Future<?> revoke(String token, By by) {
        if (token == null || token.isEmpty()) {
            throw Refused.field("token", "is missing");
        }
        return Future.fromCompletionStage(
                revokeByValue.revoke(List.of(token), by).subscribeAsCompletionStage());
    }
}
