package io.latchkey.token.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.accounts.AccountEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * A partition that changes hands is read by two instances for a while: they meet at each new account of what has piled up, and
 * neither may be thrown back by that.
 */
@QuarkusTest
@WithTestResource(Servers.class)
class AccountRaceTest {
    @Inject
    Pool postgres;

    @Inject
    FollowAccount followAccount;

    private final UUID account = UUID.randomUUID();
    private SqlConnection another;
    private Transaction adding;

    private void anotherInstanceIsAddingIt() {
        another = postgres.getConnectionAndAwait();
        adding = another.beginAndAwait();
        another.preparedQuery("insert into account (id, kind, status, display_name, revision)"
                        + " values ($1, 'api-user', 'active', 'Robot', 1)")
                .executeAndAwait(Tuple.of(account));
    }

    private void ofAnotherInstanceIsDone() {
        await().until(() -> one("select count(*) from pg_locks where not granted", Tuple.tuple())
                        .getLong(0)
                > 0);
        adding.commitAndAwait();
        another.closeAndAwait();
    }

    private Row one(String query, Tuple parameters) {
        return postgres.preparedQuery(query)
                .executeAndAwait(parameters)
                .iterator()
                .next();
    }

    private static CompletableFuture<Void> begun(Supplier<Uni<Void>> work) {
        return CompletableFuture.runAsync(() -> {
            try {
                VertxContextSupport.subscribeAndAwait(work);
            } catch (Throwable e) {
                throw new CompletionException(e);
            }
        });
    }

    private void assertStatus(String status, long revision) {
        Row kept = one("select status, revision from account where id = $1", Tuple.of(account));
        assertThat(kept.getString("status")).isEqualTo(status);
        assertThat(kept.getLong("revision")).isEqualTo(revision);
    }

    @Test
    void whatAnotherInstanceIsAddingIsWaitedForAndBroughtUpToDate() {
        anotherInstanceIsAddingIt();

        CompletableFuture<Void> followed =
                begun(() -> followAccount.follow(new AccountEvent(account, "api-user", "suspended", "Robot", 2)));
        ofAnotherInstanceIsDone();

        followed.join();
        assertStatus("suspended", 2);
    }

    @Test
    void andIsEndedWhereItHasLeftItsWorkspace() {
        anotherInstanceIsAddingIt();

        CompletableFuture<Void> ended = begun(() -> followAccount.end(account, "Robot"));
        ofAnotherInstanceIsDone();

        ended.join();
        assertStatus("deleted", 1);
    }
}
