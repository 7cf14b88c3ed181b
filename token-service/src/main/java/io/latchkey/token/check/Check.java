package io.latchkey.token.check;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.edge.revisions.Revision;
import io.latchkey.token.cache.CacheReader;
import io.latchkey.token.cache.CacheReader.Wanted;
import io.latchkey.token.cache.PostgresReader;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.TokenEntry.AccountKind;
import io.latchkey.token.scopes.TokenEntry.Status;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.latchkey.token.tokens.Peppers;
import io.latchkey.token.tokens.Peppers.Hashed;
import io.latchkey.token.tokens.Rekey;
import io.latchkey.token.tokens.TokenValue;
import io.latchkey.token.uses.Uses;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * One check, whatever protocol it came by: parse, checksum (garbage costs no I/O), HMAC, one pipelined read of Redis,
 * verdict. Where the cache is not complete or does not answer, PostgreSQL is asked instead, a bounded number at once;
 * where that fails too the check fails, and is never allowed on doubt.
 */
@Singleton
public class Check {
    private static final long POLL_MILLIS = 2;
    private static final String CANNOT_SAY = "This cannot be checked just now.";

    private final Peppers peppers;
    private final CacheReader cache;
    private final PostgresReader postgres;
    private final Judge judge;
    private final Staleness staleness;
    private final CheckMetrics metrics;
    private final Rekey rekey;
    private final Uses uses;
    private final Vertx vertx;
    private final Bulkhead bulkhead;
    private final Duration wait;
    private final Protections protections;

    Check(
            Peppers peppers,
            CacheReader cache,
            PostgresReader postgres,
            Judge judge,
            Staleness staleness,
            CheckMetrics metrics,
            Rekey rekey,
            Uses uses,
            Vertx vertx,
            CheckConfig config,
            Protections protections) {
        this.peppers = peppers;
        this.cache = cache;
        this.postgres = postgres;
        this.judge = judge;
        this.staleness = staleness;
        this.metrics = metrics;
        this.rekey = rekey;
        this.uses = uses;
        this.vertx = vertx;
        this.bulkhead = new Bulkhead(config.postgresConcurrency(), config.postgresQueue());
        this.wait = config.waitAtMost();
        this.protections = protections;
    }

    /** Fails with a {@link Refused} where it cannot be decided. */
    public Future<Answer> check(Question question, Via via) {
        Promise<Answer> checked = Promise.promise();
        check(question, via, into(checked));
        return checked.future();
    }

    /** In their order; fails with a {@link Refused} where one of them cannot be decided. */
    Future<List<Answer>> checkAll(List<Question> questions, Via via) {
        Promise<List<Answer>> checked = Promise.promise();
        Answer[] answers = new Answer[questions.size()];
        AtomicInteger left = new AtomicInteger(answers.length);
        for (int i = 0; i < answers.length; i++) {
            int index = i;
            check(questions.get(i), via, (answer, failure) -> {
                if (failure != null) {
                    checked.tryFail(failure);
                    return;
                }
                answers[index] = answer;
                if (left.decrementAndGet() == 0) {
                    checked.complete(Arrays.asList(answers));
                }
            });
        }
        return checked.future();
    }

    private void check(Question question, Via via, BiConsumer<Answer, Throwable> then) {
        long started = System.nanoTime();
        decide(question, (answer, failure) -> {
            if (failure == null) {
                metrics.decided(answer, System.nanoTime() - started);
                note(answer, question, via);
                then.accept(answer, null);
                return;
            }
            metrics.undecided();
            if (protections.on(Protection.CANNOT_SAY)) {
                then.accept(null, Refused.orUnavailable(failure, CANNOT_SAY));
            } else {
                then.accept(Answer.UNKNOWN, null);
            }
        });
    }

    private void note(Answer answer, Question question, Via via) {
        if (answer.isOfRotatedOut()) {
            metrics.rotatedOutUsed();
            uses.noteRotatedOut(answer.token().token());
        } else if (!answer.verdict().isAboutTheToken()) {
            uses.note(answer.token().token(), question.source(), via);
        }
    }

    private static <T> BiConsumer<T, Throwable> into(Promise<T> promise) {
        return (result, failure) -> {
            if (failure == null) {
                promise.complete(result);
            } else {
                promise.fail(failure);
            }
        };
    }

    /** The same for a person's session, which is not cached: by their account, from PostgreSQL. */
    public Future<Answer> checkSession(UUID account, Question question) {
        Supplier<Future<Facts>> read = () -> bulkhead.run(() ->
                postgres.byAccount(account, question.workspace(), question.device(), question.awaitedWorkspace()));
        return newEnough(read.get(), read, question, deadline())
                .flatMap(facts -> facts.token() == null
                        ? newcomer(account, question)
                        : Future.succeededFuture(judge.judge(question, facts).stale(staleness.isStale(facts))))
                .recover(failure -> Future.failedFuture(Refused.orUnavailable(failure, CANNOT_SAY)));
    }

    /**
     * The account's event is still on its way, since identity-service, which signed the session, has the account. The
     * session is good; what it may do in a workspace cannot be told yet.
     */
    private static Future<Answer> newcomer(UUID account, Question question) {
        if (question.workspace() != null) {
            return Future.failedFuture(Refused.later(
                    Reason.NOT_YET, "What this account may do has not arrived here yet.", Duration.ofSeconds(1)));
        }
        TokenEntry session = new TokenEntry(0, account, account, AccountKind.USER, Status.ACTIVE, 0, 0, Limits.NONE);
        return Future.succeededFuture(new Answer(Verdict.ALLOWED, session, null, PermissionBits.NONE, 0));
    }

    private void decide(Question question, BiConsumer<Answer, Throwable> then) {
        Optional<TokenValue> value = TokenValue.parse(question.token());
        if (value.isEmpty()) {
            then.accept(Answer.UNKNOWN, null);
        } else if (question.device() != null && question.workspace() == null) {
            // A second round trip, only for callers who do not say where their device is.
            whereIs(question.device())
                    .flatMap(device -> device.removed()
                            ? unplaced(value.get(), question)
                            : decided(value.get(), question.in(device.workspace())))
                    .onComplete(done -> then.accept(done.result(), done.cause()));
        } else {
            decide(value.get(), question, then);
        }
    }

    private Future<Answer> decided(TokenValue value, Question question) {
        Promise<Answer> decided = Promise.promise();
        decide(value, question, into(decided));
        return decided.future();
    }

    private void decide(TokenValue value, Question question, BiConsumer<Answer, Throwable> then) {
        Wanted wanted = wanted(peppers.hash(value), question);
        read(wanted, question, (facts, failure) -> {
            if (facts != null && facts.token() != null && isNewEnough(facts, question.atLeast())) {
                // Almost always, so without a chain of futures.
                judge(question, facts, then);
            } else {
                Future<Facts> found = facts == null ? fromPostgres(wanted) : Future.succeededFuture(facts);
                newEnough(
                                found.flatMap(first -> orUnderRetired(first, value, question)),
                                () -> facts(value, question),
                                question,
                                deadline())
                        .onSuccess(enough -> judge(question, enough, then))
                        .onFailure(cause -> then.accept(null, cause));
            }
        });
    }

    private void judge(Question question, Facts facts, BiConsumer<Answer, Throwable> then) {
        Answer answer;
        try {
            answer = judge.judge(question, facts).stale(staleness.isStale(facts));
        } catch (RuntimeException e) {
            then.accept(null, e);
            return;
        }
        then.accept(answer, null);
    }

    private Future<DeviceEntry> whereIs(UUID device) {
        return cache.device(device)
                .otherwise(Optional.empty())
                .flatMap(cached -> cached.isPresent()
                        ? Future.succeededFuture(cached.get())
                        : bulkhead.run(() -> postgres.device(device)));
    }

    /** No such device: the token may still be no good, which comes first. */
    private Future<Answer> unplaced(TokenValue value, Question question) {
        Question aboutToken = question.aboutTheToken();
        return decided(value, aboutToken)
                .map(answer -> answer.isAllowed()
                        ? new Answer(Verdict.WRONG_DEVICE, answer.token(), null, answer.permissions(), 0)
                        : answer);
    }

    /** Read again until they are new enough, or time is up. */
    private Future<Facts> newEnough(
            Future<Facts> first, Supplier<Future<Facts>> read, Question question, long deadline) {
        return first.flatMap(facts -> {
            if (isNewEnough(facts, question.atLeast())) {
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
                    if (isNewEnough(facts, question.atLeast())) {
                        later.complete(facts);
                    } else {
                        again(read, question, deadline, later);
                    }
                }));
    }

    private long deadline() {
        return System.nanoTime() + wait.toNanos();
    }

    private boolean isNewEnough(Facts facts, Revision atLeast) {
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

    private Future<Facts> facts(TokenValue value, Question question) {
        return facts(peppers.hash(value), question).flatMap(facts -> orUnderRetired(facts, value, question));
    }

    private Future<Facts> orUnderRetired(Facts facts, TokenValue value, Question question) {
        if (facts.token() != null || !peppers.areRotated()) {
            return Future.succeededFuture(facts);
        }
        return facts(peppers.retired(value).getFirst(), question).onSuccess(found -> {
            if (found.token() != null) {
                rekey.seen(value);
            }
        });
    }

    private Future<Facts> facts(Hashed hashed, Question question) {
        Wanted wanted = wanted(hashed, question);
        Promise<Facts> cached = Promise.promise();
        read(wanted, question, (facts, failure) -> cached.complete(facts));
        return cached.future().flatMap(facts -> facts == null ? fromPostgres(wanted) : Future.succeededFuture(facts));
    }

    private static Wanted wanted(Hashed hashed, Question question) {
        return new Wanted(hashed.hmac(), question.workspace(), question.device(), question.awaitedWorkspace());
    }

    /** Who asks for a revision wants to know what Redis says. */
    private void read(Wanted wanted, Question question, BiConsumer<Facts, Throwable> then) {
        if (question.atLeast() == null) {
            cache.recent(wanted, then);
        } else {
            cache.read(wanted, then);
        }
    }

    private Future<Facts> fromPostgres(Wanted wanted) {
        metrics.fromPostgres();
        return bulkhead.run(() -> postgres.byToken(wanted));
    }
}
