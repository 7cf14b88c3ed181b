package io.latchkey.local.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
    private final Path data;

    private LocalPostgres(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /** For tests: a fresh data folder that goes with it, nothing synced to disk. */
    public static LocalPostgres throwAway(List<String> databases) throws IOException, SQLException {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setPGStartupWait(STARTUP).start();
        createMissing(postgres, databases);
        return new LocalPostgres(postgres, null);
    }

    /** Keeps its data, and keeps it safe: what is committed survives a crash. */
    public static LocalPostgres kept(Path data, int port, List<String> databases) throws IOException, SQLException {
        stopLeftOver(data);
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(STARTUP)
                .setPort(port)
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .start();
        createMissing(postgres, databases);
        return new LocalPostgres(postgres, data);
    }

    /** PostgreSQL outlives a JVM that was killed; its own pid file tells where it is. */
    public static void stopLeftOver(Path data) throws IOException {
        Optional<ProcessHandle> leftOver = pid(data).flatMap(ProcessHandle::of).filter(LocalPostgres::isPostgres);
        if (leftOver.isPresent()) {
            // SIGINT is its fast shutdown; Java can only send SIGTERM, which would wait for its clients.
            new ProcessBuilder("kill", "-INT", String.valueOf(leftOver.get().pid())).start();
            leftOver.get()
                    .onExit()
                    .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                    .join();
        }
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("postgres");
    }

    private static Optional<Long> pid(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream().findFirst().map(String::strip).map(Long::valueOf);
    }

    private static void createMissing(EmbeddedPostgres postgres, List<String> databases) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
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

    /** Only of a kept one. */
    public long pid() {
        try {
            return pid(data).orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
