package io.latchkey.token.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.edge.problems.Refused;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkheadTest {
    private final Bulkhead bulkhead = new Bulkhead(2, 1);
    private final List<Promise<String>> running = new ArrayList<>();

    private Future<String> run() {
        return bulkhead.run(() -> {
            Promise<String> promise = Promise.promise();
            running.add(promise);
            return promise.future();
        });
    }

    @Test
    void runsSoManyLetsSoManyWaitAndRefusesTheRest() {
        run();
        run();
        Future<String> waiting = run();
        Future<String> refused = run();

        assertThat(running).hasSize(2);
        assertThat(refused.cause()).isInstanceOf(Refused.class);

        running.getFirst().complete("done");
        assertThat(running).hasSize(3);
        running.get(2).complete("mine");
        assertThat(waiting.result()).isEqualTo("mine");
    }

    @Test
    void goesOnAfterFailures() {
        Future<String> first = run();
        run();
        running.get(0).fail("no");
        running.get(1).fail("no");

        assertThat(first.failed()).isTrue();
        run();
        run();
        assertThat(running).hasSize(4);
    }
}
