package io.latchkey.token.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.projection.MemberEvent.Listed;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A workspace that is deleted takes all its API users with it. */
@QuarkusTest
@WithTestResource(Servers.class)
class EndedTogetherTest {
    @Inject
    FollowAccess followAccess;

    @Inject
    Pool pool;

    private final UUID workspace = UUID.randomUUID();

    @Test
    void anApiUserThatHasToWaitKeepsNoOtherFromItsEnd() throws Exception {
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID third = UUID.randomUUID();
        SqlConnection other = done(pool.getConnection());
        Transaction change = done(other.begin());
        sql(
                other,
                "insert into account (id, kind, display_name, status, revision) values ($1, 'api-user', '', 'active', 1)",
                first);

        CompletableFuture<Void> all =
                followAccess.follow(removed(first, second, third)).subscribeAsCompletionStage();

        await().untilAsserted(
                        () -> assertThat(List.of(status(second), status(third))).containsOnly("deleted"));
        assertThat(all).isNotDone();
        done(change.commit());
        done(other.close());
        all.get(30, TimeUnit.SECONDS);
        assertThat(status(first)).isEqualTo("deleted");
    }

    private AccessBatch removed(UUID... accounts) {
        AccessBatch batch = new AccessBatch();
        for (UUID account : accounts) {
            MemberEvent removed = new MemberEvent(
                    workspace,
                    account,
                    "api-user",
                    "Robot",
                    "removed",
                    List.of(),
                    List.of(),
                    new Listed(List.of(), List.of()),
                    List.of(),
                    2,
                    false);
            batch.add(new ToldMember(removed, null, null, null));
        }
        return batch;
    }

    private String status(UUID account) throws Exception {
        Row found = sql(pool, "select status from account where id = $1", account);
        return found == null ? "" : found.getString("status");
    }

    private static Row sql(SqlClient client, String query, UUID account) throws Exception {
        var rows = done(client.preparedQuery(query).execute(Tuple.of(account)));
        return rows.size() == 0 ? null : rows.iterator().next();
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
