package io.latchkey.token.check;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.token.cache.CacheReader;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.clients.Clients;
import io.latchkey.token.clients.May;
import io.latchkey.token.routes.Responses;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * {@code GET /v1/propagation?atLeast=…&wait=…}: a receipt that every check, on every instance, sees a change. They all
 * read one Redis, or where that is not complete one PostgreSQL, so one look is enough; that this instance cannot reach Redis
 * does not say that others do not.
 */
@ApplicationScoped
class PropagationRoute {
    private static final long POLL_MILLIS = 5;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final CacheReader cache;
    private final CacheSync sync;
    private final PostgresReader postgres;
    private final Clients clients;
    private final Vertx vertx;
    private final Clock clock;

    PropagationRoute(
            CacheReader cache, CacheSync sync, PostgresReader postgres, Clients clients, Vertx vertx, Clock clock) {
        this.cache = cache;
        this.sync = sync;
        this.postgres = postgres;
        this.clients = clients;
        this.vertx = vertx;
        this.clock = clock;
    }

    void route(@Observes Router router) {
        router.get("/v1/propagation").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest request = context.request();
        clients.admit(request.getHeader(HttpHeaders.AUTHORIZATION), May.CHECK)
                .flatMap(client -> receipt(revision(request.getParam("atLeast")), wait(request.getParam("wait"))))
                .onSuccess(receipt -> Responses.json(context, receipt))
                .onFailure(failure ->
                        Responses.failure(context, Refused.orUnavailable(failure, "This cannot be said just now.")));
    }

    private Future<JsonObject> receipt(Revision revision, Duration wait) {
        return until(System.nanoTime() + wait.toNanos(), revision)
                .flatMap(seen -> Future.fromCompletionStage(sync.outlived().subscribeAsCompletionStage()))
                .map(seen -> new JsonObject()
                        .put("atLeast", revision.toString())
                        .put("visible", true)
                        .put("at", clock.instant().toString()));
    }

    private static Revision revision(String text) {
        if (text == null) {
            throw Refused.field("atLeast", "is missing");
        }
        return Revision.parse("atLeast", text);
    }

    private static Duration wait(String text) {
        try {
            Duration wait = text == null ? Duration.ZERO : Duration.parse(text);
            if (!wait.isNegative() && wait.compareTo(LONGEST_WAIT) <= 0) {
                return wait;
            }
        } catch (DateTimeParseException e) {
            throw Refused.field("wait", "is not a duration such as PT2S");
        }
        throw Refused.field("wait", "must be from PT0S to PT10S");
    }

    private Future<Void> until(long deadline, Revision revision) {
        Promise<Void> seen = Promise.promise();
        look(deadline, revision, seen);
        return seen.future();
    }

    /** One look after another, all for one promise: a future in a future for each would be thousands deep. */
    private void look(long deadline, Revision revision, Promise<Void> seen) {
        isVisible(revision).onFailure(seen::tryFail).onSuccess(visible -> {
            if (visible) {
                seen.complete();
            } else if (System.nanoTime() >= deadline) {
                seen.fail(Refused.later(
                        Reason.NOT_YET, "Some check may not see this revision yet.", Duration.ofSeconds(1)));
            } else {
                vertx.setTimer(POLL_MILLIS, timer -> look(deadline, revision, seen));
            }
        });
    }

    private Future<Boolean> isVisible(Revision revision) {
        if (revision.of() == Revision.Of.ACCOUNT) {
            return postgres.isAccountApplied(revision.id(), revision.number());
        }
        return cache.workspace(revision.id())
                .otherwise(Optional.empty())
                .flatMap(cached -> cached.isPresent()
                        ? Future.succeededFuture(cached.get().revision() >= revision.number())
                        : postgres.isWorkspaceApplied(revision.id(), revision.number()));
    }
}
