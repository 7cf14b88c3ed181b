package io.latchkey.identity.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.outbox.migrations.Migrations;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An older instance changes tables that a newer one migrates. */
@QuarkusTest
@WithTestResource(Servers.class)
class MigrationInTheWayTest {
    /** PostgreSQL takes back who waits last: who has waited for more than a second has been looked at already. */
    private static final String WAITED_FOR = """
            select 1 from pg_locks
             where not granted and relation = 'in_the_way.accounts'::regclass
               and waitstart < clock_timestamp() - interval '2 s'""";

    @Inject
    DataSource jdbc;

    @Inject
    Pool postgres;

    private final AtomicInteger tries = new AtomicInteger();
    private final CountDownLatch hasAccounts = new CountDownLatch(1);

    @BeforeEach
    void create() {
        execute(postgres, "create schema in_the_way");
        execute(postgres, "create table in_the_way.accounts (id int)");
        execute(postgres, "create table in_the_way.sessions (id int)");
    }

    @AfterEach
    void drop() {
        execute(postgres, "drop schema in_the_way cascade");
    }

    @Test
    void isTakenBackAndTriedAgain() throws Exception {
        SqlConnection older = postgres.getConnection().await().indefinitely();
        try {
            Transaction change = older.begin().await().indefinitely();
            execute(older, "set local lock_timeout = '1min'");
            execute(older, "lock table in_the_way.sessions");
            CompletableFuture<Void> migrated =
                    CompletableFuture.runAsync(() -> Migrations.migrate(flyway(this::needsBoth)));
            assertThat(hasAccounts.await(30, TimeUnit.SECONDS)).isTrue();
            execute(older, "insert into in_the_way.accounts values (1)");
            change.commit().await().indefinitely();

            migrated.join();
        } finally {
            older.close().await().indefinitely();
        }

        assertThat(tries).hasValue(2);
        assertThat(postgres.query("select added from in_the_way.accounts")
                        .execute()
                        .await()
                        .indefinitely())
                .hasSize(1);
    }

    @Test
    void isNotTriedAgainWhereItIsWrong() {
        Flyway flyway = flyway(context -> execute(context, "alter table in_the_way.nothing add column added int"));

        assertThatThrownBy(() -> Migrations.migrate(flyway)).isInstanceOf(FlywayException.class);

        assertThat(tries).hasValue(1);
    }

    private void needsBoth(Context context) throws SQLException {
        execute(context, "alter table in_the_way.accounts add column added int");
        if (tries.get() == 1) {
            hasAccounts.countDown();
            await().until(() ->
                    postgres.query(WAITED_FOR).execute().await().indefinitely().size() > 0);
        }
        execute(context, "alter table in_the_way.sessions add column added int");
    }

    private Flyway flyway(Work work) {
        return Flyway.configure()
                .dataSource(jdbc)
                .schemas("in_the_way")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .locations("classpath:db/none")
                .javaMigrations(new Migration(work))
                .load();
    }

    private static void execute(Context context, String sql) throws SQLException {
        try (Statement statement = context.getConnection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static void execute(SqlClient sql, String statement) {
        sql.query(statement).execute().await().indefinitely();
    }

    private interface Work {
        void in(Context context) throws SQLException;
    }

    private final class Migration implements JavaMigration {
        private final Work work;

        Migration(Work work) {
            this.work = work;
        }

        @Override
        public MigrationVersion getVersion() {
            return MigrationVersion.fromVersion("1");
        }

        @Override
        public String getDescription() {
            return "of a test";
        }

        @Override
        public Integer getChecksum() {
            return null;
        }

        @Override
        public boolean canExecuteInTransaction() {
            return true;
        }

        @Override
        public void migrate(Context context) throws SQLException {
            tries.incrementAndGet();
            work.in(context);
        }
    }
}
