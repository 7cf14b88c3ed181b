package io.latchkey.token.tokens;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class RevokeRaceTest {
    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where wait_event_type = 'Lock' and query ilike '%account%' and pid <> pg_backend_pid()""";

    @Inject
    Pool pool;

    /** Else the revocation would carry a number that the cache has already, and not be taken there. */
    @Test
    void aRevocationGoesOnFromWhatAnotherChangeLeftWhileItWaited() throws Exception {
        Holder user = Told.user();
        SqlConnection other = done(pool.getConnection());
        Transaction change = done(other.begin());
        sql(other, "select * from account where id = $1 for update", Tuple.of(user.account()));
        long before = version(user);

        CompletableFuture<Integer> revoked = CompletableFuture.supplyAsync(() -> given().auth()
                .oauth2(TestIssuer.session(user.account()))
                .delete("/v1/tokens/" + user.tokenId())
                .statusCode());
        await().untilAsserted(() ->
                assertThat(sql(pool, WAITING, Tuple.tuple()).getLong(0)).isPositive());
        sql(other, "update token set version = version + 5 where id = $1", Tuple.of(user.tokenId()));
        done(change.commit());
        done(other.close());

        assertThat(revoked.get(30, TimeUnit.SECONDS)).isEqualTo(204);
        assertThat(version(user)).isEqualTo(before + 6);
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("revoked");
    }

    private long version(Holder user) throws Exception {
        return sql(pool, "select version from token where id = $1", Tuple.of(user.tokenId()))
                .getLong("version");
    }

    private static Row sql(io.vertx.sqlclient.SqlClient client, String query, Tuple parameters) throws Exception {
        var rows = done(client.preparedQuery(query).execute(parameters));
        return rows.size() == 0 ? null : rows.iterator().next();
    }

    private static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
