package io.latchkey.token.check;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.limits.Limits;
import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.TokenEntry.AccountKind;
import io.latchkey.token.scopes.TokenEntry.Status;
import io.latchkey.token.tokens.Peppers;
import io.latchkey.token.uses.Uses;
import io.latchkey.token.uses.Via;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * One check, whatever protocol it came by: parse, checksum (garbage costs no I/O), HMAC, one pipelined read of Redis,
 * verdict. Where nothing can be read the check fails, and is never allowed on doubt.
 */
@Singleton
public class Check {
    private static final String CANNOT_SAY = "This cannot be checked just now.";

    private final Peppers peppers;
    private final ReadFacts readFacts;
    private final Judge judge;
    private final Staleness staleness;
    private final CheckMetrics metrics;
    private final Uses uses;
    private final Protections protections;

    Check(
            Peppers peppers,
            ReadFacts readFacts,
            Judge judge,
            Staleness staleness,
            CheckMetrics metrics,
            Uses uses,
            Protections protections) {
        this.peppers = peppers;
        this.readFacts = readFacts;
        this.judge = judge;
        this.staleness = staleness;
        this.metrics = metrics;
        this.uses = uses;
        this.protections = protections;
    }

    /** Fails with a {@link Refused} where it cannot be decided. */
    public Future<Answer> check(Question question, Via via) {
        return check(Asked.of(question, peppers), via);
    }

    Future<Answer> check(Asked asked, Via via) {
        Promise<Answer> checked = Promise.promise();
        check(asked, via, into(checked));
        return checked.future();
    }

    /** In their order; fails with a {@link Refused} where one of them cannot be decided. */
    Future<List<Answer>> checkAll(List<Question> questions, Via via) {
        Promise<List<Answer>> checked = Promise.promise();
        Answer[] answers = new Answer[questions.size()];
        AtomicInteger left = new AtomicInteger(answers.length);
        for (int i = 0; i < answers.length; i++) {
            int index = i;
            check(Asked.of(questions.get(i), peppers), via, (answer, failure) -> {
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

    private void check(Asked asked, Via via, BiConsumer<Answer, Throwable> then) {
        long started = System.nanoTime();
        decide(asked, (answer, failure) -> {
            if (failure == null) {
                metrics.decided(answer, System.nanoTime() - started);
                note(answer, asked.question(), via);
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

    /** The same for a person's session: by their account, from PostgreSQL. */
    public Future<Answer> checkSession(UUID account, Question question) {
        return readFacts
                .of(account, question)
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

    private void decide(Asked asked, BiConsumer<Answer, Throwable> then) {
        if (asked.isOfNoToken()) {
            then.accept(Answer.UNKNOWN, null);
        } else if (asked.isOfAnUnplacedDevice()) {
            // A second round trip, only for callers who do not say where their device is.
            readFacts
                    .device(asked.question().device())
                    .flatMap(device -> device.removed() ? unplaced(asked) : decided(asked.in(device.workspace())))
                    .onComplete(done -> then.accept(done.result(), done.cause()));
        } else {
            readFacts.of(asked, (facts, failure) -> {
                if (failure == null) {
                    judge(asked.question(), facts, then);
                } else {
                    then.accept(null, failure);
                }
            });
        }
    }

    private Future<Answer> decided(Asked asked) {
        Promise<Answer> decided = Promise.promise();
        decide(asked, into(decided));
        return decided.future();
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

    /** No such device: the token may still be no good, which comes first. */
    private Future<Answer> unplaced(Asked asked) {
        return decided(asked.aboutTheToken())
                .map(answer -> answer.isAllowed()
                        ? new Answer(Verdict.WRONG_DEVICE, answer.token(), null, answer.permissions(), 0)
                        : answer);
    }
}
