package io.latchkey.outbox;

import java.util.concurrent.CompletableFuture;
import org.hibernate.reactive.engine.ReactiveAfterTransactionCompletionProcess;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinySessionImpl;
import org.hibernate.reactive.session.ReactiveSession;

/** Hibernate Reactive does things once a transaction has ended, and has no public way of asking for one. */
final class AfterCommit {
    private AfterCommit() {}

    /** Not run where the transaction is rolled back, nor where nobody knows whether it was committed. */
    static void run(Mutiny.Session session, Runnable then) {
        ReactiveAfterTransactionCompletionProcess process = (committed, ended) -> {
            if (committed) {
                then.run();
            }
            return CompletableFuture.completedFuture(null);
        };
        ((MutinySessionImpl) session)
                .unwrap(ReactiveSession.class)
                .getReactiveActionQueue()
                .registerProcess(process);
    }
}
