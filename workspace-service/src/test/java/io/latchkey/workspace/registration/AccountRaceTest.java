package io.latchkey.workspace.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.AnotherTransaction;
import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A partition that changes hands is read by two instances for a while: neither is thrown back, and the newer event counts. */
@QuarkusTest
@WithTestResource(Servers.class)
class AccountRaceTest {
    private static final String ADD = "insert into account (id, kind, email, display_name, status, revision)"
            + " values (?, 'user', ?, 'Ada', 'active', 1)";

    @Inject
    DataSource database;

    @Inject
    Pool postgres;

    @Inject
    FollowAccount followAccount;

    private final UUID account = UUID.randomUUID();
    private final String email = account + "@example.com";

    private CompletableFuture<Void> follow(String name, long revision) {
        AccountEvent event = new AccountEvent(account, "user", "active", email, false, name, null, revision);
        return CompletableFuture.runAsync(() -> {
            try {
                VertxContextSupport.subscribeAndAwait(() -> followAccount.follow(event));
            } catch (Throwable e) {
                throw new CompletionException(e);
            }
        });
    }

    private String name() {
        return postgres.preparedQuery("select display_name from account where id = $1")
                .executeAndAwait(Tuple.of(account))
                .iterator()
                .next()
                .getString(0);
    }

    @Test
    void whatAnotherInstanceIsWelcomingIsWaitedForAndBroughtUpToDate() throws Exception {
        try (AnotherTransaction welcoming = new AnotherTransaction(database)) {
            welcoming.executes("select pg_advisory_xact_lock(hashtextextended(?, 0))", email);
            welcoming.executes(ADD, account, email);
            CompletableFuture<Void> followed = follow("Ada Lovelace", 2);

            welcoming.commitsOnceAwaited();

            followed.join();
        }
        assertThat(name()).isEqualTo("Ada Lovelace");
    }

    @Test
    void anOlderEventDoesNotOverwriteWhatAnotherInstanceIsWriting() throws Exception {
        postgres.preparedQuery(ADD.replace("?, 'user', ?", "$1, 'user', $2")).executeAndAwait(Tuple.of(account, email));
        try (AnotherTransaction writing = new AnotherTransaction(database)) {
            writing.executes("update account set revision = 3, display_name = 'Newest' where id = ?", account);
            CompletableFuture<Void> followed = follow("Older", 2);

            writing.commitsOnceAwaited();

            followed.join();
        }
        assertThat(name()).isEqualTo("Newest");
    }
}
