package io.latchkey.token.check;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** So many at once, so many waiting, the rest refused. */
final class Bulkhead {
    private final int concurrency;
    private final int capacity;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int running;

    Bulkhead(int concurrency, int capacity) {
        this.concurrency = concurrency;
        this.capacity = capacity;
    }

    <T> Future<T> run(Supplier<Future<T>> work) {
        Promise<T> promise = Promise.promise();
        Runnable start = () -> work.get().onComplete(done -> {
            next();
            promise.handle(done);
        });
        synchronized (this) {
            if (running >= concurrency) {
                if (waiting.size() >= capacity) {
                    return Future.failedFuture(Refused.later(
                            Reason.UNAVAILABLE, "Too many checks wait for the database.", Duration.ofSeconds(1)));
                }
                waiting.add(start);
                return promise.future();
            }
            running++;
        }
        start.run();
        return promise.future();
    }

    private void next() {
        Runnable start;
        synchronized (this) {
            start = waiting.poll();
            if (start == null) {
                running--;
                return;
            }
        }
        start.run();
    }
}
