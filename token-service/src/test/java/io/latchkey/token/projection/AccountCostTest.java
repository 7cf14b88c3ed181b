package io.latchkey.token.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What an account's event costs PostgreSQL, counted by itself: the account is locked all the while. */
@QuarkusTest
@WithTestResource(Servers.class)
class AccountCostTest {
    private static final int MANY = 200;

    private static final String MORE_TOKENS = """
            insert into token
            select (jsonb_populate_record(t, jsonb_build_object(
                'id', gen_random_uuid(), 'automatic', false, 'hmac', '\\x' || replace(gen_random_uuid()::text, '-', '')))).*
            from token t, generate_series(1, %d) where t.account = '%s'""";

    @ConfigProperty(name = "latchkey.db.port")
    int port;

    @ConfigProperty(name = "latchkey.db.name")
    String database;

    @Test
    void raisesTheVersionsOfManyTokensInOneStatement() throws SQLException {
        UUID few = Told.user().account();
        UUID many = Told.user().account();
        try (Connection postgres = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, "postgres", "");
                Statement statement = postgres.createStatement()) {
            statement.execute("create extension if not exists pg_stat_statements");
            statement.execute(MORE_TOKENS.formatted(MANY, many));

            assertThat(raisedBy(few, statement)).isEqualTo(1);
            assertThat(raisedBy(many, statement)).isEqualTo(1);

            assertThat(number(statement, "select count(distinct version) from token where account = '%s'", many))
                    .isEqualTo(1);
        }
    }

    /** Statements that raise versions. */
    private static long raisedBy(UUID account, Statement statement) throws SQLException {
        String raises =
                "select coalesce(sum(calls), 0) from pg_stat_statements where query ~* 'update token set .*version'";
        String version = "select min(version) from token where account = '%s'";
        long before = number(statement, raises);
        long versionBefore = number(statement, version, account);

        Told.account(account, "user", "active", 2);

        await().until(() -> number(statement, version, account) > versionBefore);
        return number(statement, raises) - before;
    }

    private static long number(Statement statement, String query, Object... of) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query.formatted(of))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
