package io.latchkey.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.identity.Someone;
import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class LogInRaceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool postgres;

    /** Somebody else changes the account after the password was judged, and before the session is there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update account set status = 'suspended' where id = $1",
                "update password set hash = 'another' where account = $1"
            })
    void noSessionOutlivesWhatEndedThem(String change) {
        Someone ada = Someone.registers();
        SqlConnection connection = postgres.getConnection().await().atMost(SOON);
        CompletableFuture<Integer> logIn;
        try {
            var transaction = connection.begin().await().atMost(SOON);
            run(connection, "select 1 from account where id = $1 for update", ada);
            logIn = CompletableFuture.supplyAsync(
                    () -> ada.triesToLogIn(Someone.PASSWORD, null).statusCode());
            await().until(() -> waiting() > 0);
            run(connection, change, ada);
            transaction.commit().await().atMost(SOON);
        } finally {
            connection.close().await().atMost(SOON);
        }

        assertThat(logIn.join()).isEqualTo(401);
    }

    private static void run(SqlConnection connection, String sql, Someone ada) {
        connection.preparedQuery(sql).execute(Tuple.of(ada.account)).await().atMost(SOON);
    }

    private long waiting() {
        return postgres.query("select count(*) from pg_locks where not granted")
                .execute()
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getLong(0);
    }
}
