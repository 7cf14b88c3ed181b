package io.latchkey.token.cache;

import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * One connection to Redis, kept: what is asked goes out at once, however much is under way, and is answered in order. When the
 * oldest question has waited for as long as any may, all that wait fail, and so does whoever asks before that one is answered or
 * the connection is gone: nobody waits for what does not answer.
 */
final class RedisLine {
    private static final Silent SILENT = new Silent();
    /** How often it is looked for who has waited too long. */
    private static final Duration LOOK = Duration.ofMillis(20);
    /** Asked where nothing else is, so that a peer that is gone without a word is found out ({@code read-idle-timeout}). */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(1);

    private final Supplier<Redis> redis;
    private final Vertx vertx;
    private final long patience;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Redis client;
    private RedisConnection connection;
    private Future<RedisConnection> coming;
    private long comingSince;
    private boolean silent;

    /** Without a stack trace, since there may be thousands. */
    private static final class Silent extends TimeoutException {
        private static final long serialVersionUID = 1;

        Silent() {
            super("Redis does not answer");
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    private record Waiting(Promise<List<Response>> answer, long since) {}

    /** @param redis makes a client, all of whose connections are of the event loop that asks for it */
    RedisLine(Supplier<Redis> redis, Vertx vertx, Duration patience) {
        this.redis = redis;
        this.vertx = vertx;
        this.patience = patience.toNanos();
        vertx.setPeriodic(LOOK.toMillis(), timer -> look());
        vertx.setPeriodic(SIGN_OF_LIFE.toMillis(), timer -> askForSignOfLife());
    }

    /** In one round trip, in order; on the event loop that asks. */
    synchronized Future<List<Response>> send(List<Request> requests) {
        if (silent) {
            return Future.failedFuture(SILENT);
        }
        Waiting one = new Waiting(Promise.promise(), System.nanoTime());
        waiting.add(one);
        if (connection != null) {
            send(connection, requests, one);
        } else {
            connected().onComplete(made -> {
                if (made.succeeded()) {
                    send(made.result(), requests, one);
                } else {
                    answered(one);
                    one.answer().tryFail(made.cause());
                }
            });
        }
        return one.answer().future();
    }

    private void send(RedisConnection over, List<Request> requests, Waiting one) {
        over.batch(requests).onComplete(answers -> {
            answered(one);
            if (answers.succeeded()) {
                one.answer().tryComplete(answers.result());
            } else {
                one.answer().tryFail(answers.cause());
            }
        });
    }

    /** Almost always the first of those that wait. */
    private synchronized void answered(Waiting one) {
        silent = false;
        waiting.remove(one);
    }

    private Future<RedisConnection> connected() {
        long now = System.nanoTime();
        if (coming == null || coming.failed() && now - comingSince > patience) {
            comingSince = now;
            coming = connect();
        }
        return coming;
    }

    /** From the event loop's own context, not from a request's. */
    private Future<RedisConnection> connect() {
        Promise<RedisConnection> made = Promise.promise();
        VertxContext.getRootContext(vertx.getOrCreateContext()).runOnContext(here -> {
            if (client == null) {
                client = redis.get();
            }
            client.connect().onSuccess(this::take).onComplete(made);
        });
        return made.future();
    }

    private synchronized void take(RedisConnection made) {
        connection = made;
        silent = false;
        made.exceptionHandler(failure -> lose(made));
        made.endHandler(ended -> lose(made));
    }

    private synchronized void lose(RedisConnection gone) {
        if (connection == gone) {
            connection = null;
            coming = null;
            silent = false;
            gone.close();
        }
    }

    private void look() {
        List<Waiting> tooLong = List.of();
        synchronized (this) {
            Waiting oldest = waiting.peekFirst();
            if (oldest != null && System.nanoTime() - oldest.since() > patience) {
                silent = true;
                tooLong = List.copyOf(waiting);
                waiting.clear();
            }
        }
        tooLong.forEach(one -> one.answer().tryFail(SILENT));
    }

    private synchronized void askForSignOfLife() {
        if (connection != null && waiting.isEmpty() && !silent) {
            send(List.of(Request.cmd(Command.PING)));
        }
    }
}
