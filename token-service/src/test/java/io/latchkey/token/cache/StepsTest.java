package io.latchkey.token.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final int STEPS = 50_000;
    private static final Vertx VERTX = Vertx.vertx();

    private final AtomicInteger taken = new AtomicInteger();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private Future<Boolean> step() {
        Promise<Boolean> more = Promise.promise();
        VERTX.runOnContext(on -> more.complete(taken.incrementAndGet() < STEPS));
        return more.future();
    }

    private static void wait(Future<Void> done) throws Exception {
        done.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void manyOverflowNothing() throws Exception {
        wait(Steps.whileMore(this::step));

        assertThat(taken).hasValue(STEPS);
    }

    @Test
    void oneThatFailsIsTheLast() {
        assertThatThrownBy(() -> wait(Steps.whileMore(() ->
                        taken.incrementAndGet() < 3 ? Future.succeededFuture(true) : Future.failedFuture("no more"))))
                .isInstanceOf(ExecutionException.class);
        assertThat(taken).hasValue(3);
    }
}
