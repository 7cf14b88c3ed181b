package io.latchkey.token.cache;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** One step after another. A future in a future for each would, of ten thousand, overflow the stack when the last is done. */
final class Steps {
    private Steps() {}

    /** @param step begins one; true where there is another */
    static Future<Void> whileMore(Supplier<Future<Boolean>> step) {
        Promise<Void> done = Promise.promise();
        take(step, done);
        return done.future();
    }

    private static void take(Supplier<Future<Boolean>> step, Promise<Void> done) {
        step.get().onFailure(done::fail).onSuccess(more -> {
            if (more) {
                take(step, done);
            } else {
                done.complete();
            }
        });
    }
}
