package io.latchkey.token.check;

import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.routes.BodyRoute;
import io.latchkey.token.routes.Responses;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/**
 * {@code POST /v1/check}, and {@code POST /v1/checks} for up to a hundred at once, on the event loop; 200 with a verdict
 * whenever it could be decided.
 */
@ApplicationScoped
class CheckRoute {
    private static final int BODY_LIMIT = 16 * 1024;
    private static final int BATCH_BODY_LIMIT = 64 * 1024;

    private final Check check;
    private final Clients clients;
    private final CheckJson json;
    private final RecentQuestions recent;

    CheckRoute(Check check, Clients clients, CheckJson json, RecentQuestions recent) {
        this.check = check;
        this.clients = clients;
        this.json = json;
        this.recent = recent;
    }

    void route(@Observes Router router) {
        BodyRoute.post(router, "/v1/check", BODY_LIMIT).handler(context -> answer(context, this::one));
        BodyRoute.post(router, "/v1/checks", BATCH_BODY_LIMIT).handler(context -> answer(context, this::many));
    }

    private void answer(RoutingContext context, Function<Buffer, Future<Buffer>> work) {
        clients.admit(context.request().getHeader(HttpHeaders.AUTHORIZATION), May.CHECK)
                .flatMap(client -> work.apply(context.body().buffer()))
                .onSuccess(body -> Responses.json(context, body))
                .onFailure(failure -> Responses.failure(context, failure));
    }

    private Future<Buffer> one(Buffer body) {
        RecentQuestions.Recent question = recent.of(body);
        return check.check(question.asked, Via.CHECK).map(question::text);
    }

    /** All or none: where one cannot be decided, the whole is a 503. */
    private Future<Buffer> many(Buffer body) {
        return check.checkAll(json.questions(body), Via.CHECK).map(json::answers);
    }
}
