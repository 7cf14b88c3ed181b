package io.latchkey.local.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real PostgreSQL, from Maven Central, with a database and a role of the same name for each service. */
public final class LocalPostgres implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private LocalPostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** For tests: a fresh data folder that goes with it, nothing synced to disk. */
    public static LocalPostgres throwAway(List<String> databases) throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPort(Ports.free())
                .setPGStartupWait(STARTUP)
                // For tests of what a request costs.
                .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                .start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            createMissing(connection, databases);
        }
        return new LocalPostgres(postgres);
    }

    /** A process that keeps the server and ends with it: {@code <data folder> <port>}. */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        stopLeftOver(data);
        startKept(data, Integer.parseInt(arguments[1]));
        ServerProcess.endWith(running(data).orElseThrow());
    }

    /** Keeps its data, and keeps it safe: what is committed survives a crash. It stops when this JVM does. */
    private static void startKept(Path data, int port) throws IOException {
        EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP)
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start();
    }

    /** @return whether it runs and has the databases now */
    public static boolean prepare(int port, List<String> databases) {
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&connectTimeout=2&socketTimeout=20")) {
            createMissing(connection, databases);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** PostgreSQL outlives a JVM that was killed; its own pid file tells where it is. */
    public static void stopLeftOver(Path data) throws IOException {
        Optional<ProcessHandle> leftOver = running(data);
        if (leftOver.isPresent()) {
            // SIGINT is its fast shutdown; Java can only send SIGTERM, which would wait for its clients.
            new ProcessBuilder("kill", "-INT", String.valueOf(leftOver.get().pid())).start();
            leftOver.get()
                    .onExit()
                    .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
    }

    /** The server that has this data folder. */
    public static Optional<ProcessHandle> running(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .findFirst()
                .map(String::strip)
                .map(Long::valueOf)
                .flatMap(ProcessHandle::of)
                .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    }

    private static void createMissing(Connection connection, List<String> databases) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String name : databases) {
                if (!exists(statement, "select 1 from pg_roles where rolname = '%s'".formatted(name))) {
                    statement.execute("create role \"%s\" login".formatted(name));
                }
                if (!exists(statement, "select 1 from pg_database where datname = '%s'".formatted(name))) {
                    statement.execute("create database \"%s\" owner \"%s\"".formatted(name, name));
                    statement.execute("revoke connect on database \"%s\" from public".formatted(name));
                }
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet found = statement.executeQuery(query)) {
            return found.next();
        }
    }

    public int port() {
        return postgres.getPort();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
