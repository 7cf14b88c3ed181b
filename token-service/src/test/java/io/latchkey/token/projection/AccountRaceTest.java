package io.latchkey.token.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.AnotherTransaction;
import io.latchkey.local.tests.Servers;
import io.latchkey.token.accounts.AccountEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/**
 * A partition that changes hands is read by two instances for a while: they meet at each new account of what has piled up, and
 * neither may be thrown back by that.
 */
@QuarkusTest
@WithTestResource(Servers.class)
class AccountRaceTest {
    private static final String ADD = "insert into account (id, kind, status, display_name, revision)"
            + " values (?, 'api-user', 'active', 'Robot', 1)";

    @Inject
    DataSource database;

    @Inject
    Pool postgres;

    @Inject
    FollowAccount followAccount;

    private final UUID account = UUID.randomUUID();

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
        Row kept = postgres.preparedQuery("select status, revision from account where id = $1")
                .executeAndAwait(Tuple.of(account))
                .iterator()
                .next();
        assertThat(kept.getString("status")).isEqualTo(status);
        assertThat(kept.getLong("revision")).isEqualTo(revision);
    }

    @Test
    void whatAnotherInstanceIsAddingIsWaitedForAndBroughtUpToDate() throws Exception {
        AccountEvent suspended = new AccountEvent(account, "api-user", "suspended", "Robot", 2);
        try (AnotherTransaction adding = new AnotherTransaction(database)) {
            adding.executes(ADD, account);
            CompletableFuture<Void> followed = begun(() -> followAccount.follow(suspended));

            adding.commitsOnceAwaited();

            followed.join();
        }
        assertStatus("suspended", 2);
    }

    @Test
    void andIsEndedWhereItHasLeftItsWorkspace() throws Exception {
        try (AnotherTransaction adding = new AnotherTransaction(database)) {
            adding.executes(ADD, account);
            CompletableFuture<Void> ended = begun(() -> followAccount.end(account, "Robot"));

            adding.commitsOnceAwaited();

            ended.join();
        }
        assertStatus("deleted", 1);
    }
}
