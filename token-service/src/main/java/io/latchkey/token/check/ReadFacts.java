package io.latchkey.token.check;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.token.cache.CacheReader;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.latchkey.token.tokens.Peppers;
import io.latchkey.token.tokens.Rekey;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * What a check is decided by, as new as was asked for: from Redis, and where that is not complete or does not answer from
 * PostgreSQL, a bounded number at once.
 */
@Singleton
class ReadFacts {
    private static final long POLL_MILLIS = 2;

    private final Peppers peppers;
    private final CacheReader cache;
    private final PostgresReader postgres;
    private final Judge judge;
    private final CheckMetrics metrics;
    private final Rekey rekey;
    private final Vertx vertx;
    private final Bulkhead bulkhead;
    private final Duration wait;
    private final Protections protections;

    ReadFacts(
            Peppers peppers,
            CacheReader cache,
            PostgresReader postgres,
            Judge judge,
            CheckMetrics metrics,
            Rekey rekey,
            Vertx vertx,
            CheckConfig config,
            Protections protections) {
        this.peppers = peppers;
        this.cache = cache;
        this.postgres = postgres;
        this.judge = judge;
        this.metrics = metrics;
        this.rekey = rekey;
        this.vertx = vertx;
        this.bulkhead = new Bulkhead(config.postgresConcurrency(), config.postgresQueue());
        this.wait = config.waitAtMost();
        this.protections = protections;
    }

    /** Almost always without a chain of futures. */
    void of(Asked asked, BiConsumer<Facts, Throwable> then) {
        read(asked, (facts, failure) -> {
            if (facts != null && facts.token() != null && isNewEnough(facts, asked.question())) {
                then.accept(facts, null);
                return;
            }
            Future<Facts> found = facts == null ? fromPostgres(asked) : Future.succeededFuture(facts);
            newEnough(found.flatMap(first -> orUnderRetired(first, asked)), () -> readOnce(asked), asked.question())
                    .onComplete(read -> then.accept(read.result(), read.cause()));
        });
    }

    /** For a session, which is not cached: by its account. */
    Future<Facts> of(UUID account, Question question) {
        Supplier<Future<Facts>> read = () -> bulkhead.run(() ->
                postgres.byAccount(account, question.workspace(), question.device(), question.awaitedWorkspace()));
        return newEnough(read.get(), read, question);
    }

    Future<DeviceEntry> device(UUID device) {
        return cache.device(device)
                .otherwise(Optional.empty())
                .flatMap(cached -> cached.isPresent()
                        ? Future.succeededFuture(cached.get())
                        : bulkhead.run(() -> postgres.device(device)));
    }

    /** Who asks for a revision wants to know what Redis says. */
    private void read(Asked asked, BiConsumer<Facts, Throwable> then) {
        if (asked.question().atLeast() == null) {
            cache.recent(asked.wanted(), then);
        } else {
            cache.read(asked.wanted(), then);
        }
    }

    private Future<Facts> fromPostgres(Asked asked) {
        metrics.fromPostgres();
        return bulkhead.run(() -> postgres.byToken(asked.wanted()));
    }

    private Future<Facts> fromEither(Asked asked) {
        Promise<Facts> cached = Promise.promise();
        read(asked, (facts, failure) -> cached.complete(facts));
        return cached.future().flatMap(facts -> facts == null ? fromPostgres(asked) : Future.succeededFuture(facts));
    }

    private Future<Facts> readOnce(Asked asked) {
        return fromEither(asked).flatMap(facts -> orUnderRetired(facts, asked));
    }

    private Future<Facts> orUnderRetired(Facts facts, Asked asked) {
        if (facts.token() != null || !peppers.areRotated()) {
            return Future.succeededFuture(facts);
        }
        return fromEither(asked.under(peppers.retired(asked.value()).getFirst().hmac()))
                .onSuccess(found -> {
                    if (found.token() != null) {
                        rekey.seen(asked.value());
                    }
                });
    }

    /** Read again until they are new enough, or time is up. */
    private Future<Facts> newEnough(Future<Facts> first, Supplier<Future<Facts>> read, Question question) {
        long deadline = System.nanoTime() + wait.toNanos();
        return first.flatMap(facts -> {
            if (isNewEnough(facts, question)) {
                return Future.succeededFuture(facts);
            }
            Promise<Facts> later = Promise.promise();
            again(read, question, deadline, later);
            return later.future();
        });
    }

    /** One look after another, all for one promise. */
    private void again(Supplier<Future<Facts>> read, Question question, long deadline, Promise<Facts> later) {
        if (System.nanoTime() >= deadline) {
            later.fail(Refused.later(
                    Reason.NOT_YET, "The revision asked for is not visible here yet.", Duration.ofSeconds(1)));
            return;
        }
        vertx.setTimer(
                POLL_MILLIS,
                timer -> read.get().onFailure(later::tryFail).onSuccess(facts -> {
                    if (isNewEnough(facts, question)) {
                        later.complete(facts);
                    } else {
                        again(read, question, deadline, later);
                    }
                }));
    }

    private boolean isNewEnough(Facts facts, Question question) {
        Revision atLeast = question.atLeast();
        // Nobody can hold a value before its token is there, so an unknown one will not become known by waiting.
        if (atLeast == null || facts.token() == null || !protections.on(Protection.AT_LEAST)) {
            return true;
        }
        if (atLeast.of() == Revision.Of.WORKSPACE) {
            WorkspaceEntry awaited = facts.awaited();
            return awaited != null && awaited.revision() >= atLeast.number();
        }
        return !facts.token().account().equals(atLeast.id())
                || facts.token().accountRevision() >= atLeast.number()
                // Whatever its account may do: that is not written for it any more.
                || judge.hasEnded(facts.token());
    }
}
