package io.latchkey.identity.events;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** With a relay that does not look by itself. */
@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(WakeTheRelayTest.Sleeping.class)
class WakeTheRelayTest {
    private static final String RELAYING = """
            select pid, (classid::bigint << 32) | objid::bigint as lock from pg_locks
             where locktype = 'advisory' and granted
               and database = (select oid from pg_database where datname = current_database())""";
    private static final String WAITING = "select pid from pg_locks where locktype = 'advisory' and not granted";
    private static final int PATIENCE_MILLIS = 10_000;

    public static class Sleeping implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.outbox.poll", "PT1H", "latchkey.outbox.heartbeat", "PT1H");
        }
    }

    @Inject
    DataSource postgres;

    @Test
    void whatIsCommittedIsPublished() {
        assertPublished(register());
    }

    @Test
    void anInstanceThatDoesNotRelayTellsTheOneThatDoes() throws Exception {
        String id;
        try (Connection another = postgres.getConnection()) {
            relayInstead(another);

            id = register();

            PGNotification[] told = another.unwrap(PGConnection.class).getNotifications(PATIENCE_MILLIS);
            assertThat(told).extracting(PGNotification::getName).contains("outbox");
            execute(another, "select pg_advisory_unlock_all()");
            execute(another, "unlisten outbox");
        }
        assertPublished(id);
    }

    /** As another instance does that comes to hold the lock. */
    private void relayInstead(Connection another) throws Exception {
        try (Connection admin = postgres.getConnection();
                Statement statement = admin.createStatement();
                ResultSet relaying = statement.executeQuery(RELAYING)) {
            assertThat(relaying.next()).isTrue();
            long lock = relaying.getLong("lock");
            int pid = relaying.getInt("pid");
            CompletableFuture<Void> locked =
                    CompletableFuture.runAsync(() -> execute(another, "select pg_advisory_lock(" + lock + ")"));
            await().until(() -> hasRows(admin, WAITING));
            execute(admin, "select pg_terminate_backend(" + pid + ")");
            locked.get();
        }
        execute(another, "listen outbox");
    }

    private static boolean hasRows(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertPublished(String account) {
        assertThat(TestEvents.read(TestEvents.ACCOUNTS, record -> account.equals(record.key())))
                .isNotEmpty();
    }

    private static String register() {
        return given().contentType(ContentType.JSON)
                .body(Map.of(
                        "email",
                        UUID.randomUUID() + "@example.com",
                        "password",
                        "a good long passphrase",
                        "displayName",
                        "Ada"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
