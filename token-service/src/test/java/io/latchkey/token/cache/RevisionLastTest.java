package io.latchkey.token.cache;

import static io.latchkey.token.Told.verdictAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.AnotherTransaction;
import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One change is being brought to Redis while the next one of the same workspace is committed, whose own writing to Redis never
 * comes: what stops the first is a lock that the second holds until its commit.
 */
@QuarkusTest
@WithTestResource(Servers.class)
class RevisionLastTest {
    private final UUID workspace = UUID.randomUUID();

    @Inject
    DataSource database;

    @Inject
    Pool postgres;

    @Inject
    CacheSync cache;

    private Holder holder;

    @BeforeEach
    void somebodyHoldsRights() {
        holder = Told.user();
        long given =
                new Member(workspace, holder.account()).permissions("rules").tell();
        assertThat(verdictAt(given, holder.token(), workspace, "rules", null)).isEqualTo("allowed");
    }

    @Test
    void aRevisionIsNotThereBeforeWhatWasCommittedWithIt() throws Exception {
        isTakenAwayWhileOneWaitsFor("workspace");
    }

    @Test
    void aRevisionThatCameWhileNotesWereReadIsNotForgotten() throws Exception {
        isTakenAwayWhileOneWaitsFor("cache_pending");
    }

    private void isTakenAwayWhileOneWaitsFor(String table) throws Exception {
        List<Pending> first = done(postgres.withTransaction(this::noted));
        long taken = Told.next();
        try (AnotherTransaction second = new AnotherTransaction(database)) {
            second.executes("lock table " + table + " in access exclusive mode");
            second.executes(
                    "update scope set permissions = '{}', revision = ? where account = ? and workspace = ?",
                    taken,
                    holder.account(),
                    workspace);
            second.executes("update workspace set revision = ? where id = ?", taken, workspace);
            second.executes(
                    "insert into cache_pending (account, workspace) values (?, ?), (null, ?)",
                    holder.account(),
                    workspace,
                    workspace);

            Future<Void> settled = cache.settle(first);
            second.commitsOnceAwaited();
            done(settled);
        }

        assertThat(verdictAt(taken, holder.token(), workspace, "rules", null)).isEqualTo("missing_permission");
    }

    private Future<List<Pending>> noted(SqlConnection transaction) {
        String scope = "select account, workspace from scope where account = $1 and workspace = $2";
        String revision = "select id from workspace where id = $1";
        return cache.note(transaction, CacheSync.notingScopes(scope), Tuple.of(holder.account(), workspace))
                .flatMap(scopes -> cache.note(transaction, CacheSync.notingWorkspaces(revision), Tuple.of(workspace))
                        .map(revisions -> List.of(scopes.getFirst(), revisions.getFirst())));
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
