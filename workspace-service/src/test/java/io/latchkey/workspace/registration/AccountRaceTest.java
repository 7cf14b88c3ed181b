package io.latchkey.workspace.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** A partition that changes hands is read by two instances for a while: neither is thrown back, and the newer event counts. */
@QuarkusTest
@WithTestResource(Servers.class)
class AccountRaceTest {
    private static final String ADD = "insert into account (id, kind, email, display_name, status, revision)"
            + " values ($1, 'user', $2, 'Ada', 'active', 1)";

    @Inject
    Pool postgres;

    @Inject
    FollowAccount followAccount;

    private final UUID account = UUID.randomUUID();
    private final String email = account + "@example.com";
    private SqlConnection another;
    private Transaction doing;

    private void anotherInstanceDoes(String statement, Tuple parameters) {
        another = postgres.getConnectionAndAwait();
        doing = another.beginAndAwait();
        another.preparedQuery(statement).executeAndAwait(parameters);
    }

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

    private void anotherInstanceIsDone() {
        await().until(() -> one("select count(*) from pg_locks where not granted", Tuple.tuple())
                        .getLong(0)
                > 0);
        doing.commitAndAwait();
        another.closeAndAwait();
    }

    private Row one(String query, Tuple parameters) {
        return postgres.preparedQuery(query)
                .executeAndAwait(parameters)
                .iterator()
                .next();
    }

    private String name() {
        return one("select display_name from account where id = $1", Tuple.of(account))
                .getString(0);
    }

    @Test
    void whatAnotherInstanceIsWelcomingIsWaitedForAndBroughtUpToDate() {
        anotherInstanceDoes("select pg_advisory_xact_lock(hashtextextended($1, 0))", Tuple.of(email));
        CompletableFuture<Void> followed = follow("Ada Lovelace", 2);
        another.preparedQuery(ADD).executeAndAwait(Tuple.of(account, email));

        anotherInstanceIsDone();

        followed.join();
        assertThat(name()).isEqualTo("Ada Lovelace");
    }

    @Test
    void anOlderEventDoesNotOverwriteWhatAnotherInstanceIsWriting() {
        postgres.preparedQuery(ADD).executeAndAwait(Tuple.of(account, email));
        anotherInstanceDoes(
                "update account set revision = 3, display_name = 'Newest' where id = $1", Tuple.of(account));
        CompletableFuture<Void> followed = follow("Older", 2);

        anotherInstanceIsDone();

        followed.join();
        assertThat(name()).isEqualTo("Newest");
    }
}
