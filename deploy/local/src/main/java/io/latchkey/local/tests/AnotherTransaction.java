package io.latchkey.local.tests;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** That of another instance, under way while what is tested comes to the same rows. */
public final class AnotherTransaction implements AutoCloseable {
    /** For this transaction, and nobody else's. */
    private static final String WAITING = "select exists (select from pg_locks"
            + " where not granted and pg_backend_pid() = any (pg_blocking_pids(pid)))";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 10;

    private final Connection connection;

    public AnotherTransaction(DataSource postgres) throws SQLException {
        connection = postgres.getConnection();
        connection.setAutoCommit(false);
    }

    public void executes(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }

    /** @throws IllegalStateException where nobody comes to wait for it */
    public void commitsOnceAwaited() throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!isAwaited()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("nobody waits for this transaction");
            }
            Thread.sleep(LOOK_MILLIS);
        }
        connection.commit();
    }

    /** Whether somebody waits for it. */
    public boolean isAwaited() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet waiting = statement.executeQuery(WAITING)) {
            waiting.next();
            return waiting.getBoolean(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
