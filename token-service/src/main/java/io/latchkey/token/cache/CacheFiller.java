package io.latchkey.token.cache;

import io.latchkey.token.cache.Entries.Page;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Fills Redis from PostgreSQL; one instance at a time does (an advisory lock). */
@Singleton
class CacheFiller {
    private static final Logger LOG = Logger.getLogger(CacheFiller.class);
    private static final UUID START = new UUID(0, 0);
    private static final long LOCK = 0x4C4B_5245_4255_4C44L;
    private static final String FILLING = "filling ";
    /** A fill counts only where its mark has stayed: one that Redis was emptied under is not whole. */
    private static final String FILLED = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1""";

    private static final String RECORD = """
            insert into cache_state (generation, server) values ($1, $2)
            on conflict (singleton) do update set generation = $1, server = $2""";

    private final int page;
    private final CacheProjector projector;
    private final CacheWriter writer;
    private final Pool pool;

    CacheFiller(CacheConfig config, CacheProjector projector, CacheWriter writer, Pool pool) {
        this.page = config.rebuildPage();
        this.projector = projector;
        this.writer = writer;
        this.pool = pool;
    }

    /**
     * What has changed meanwhile may be missing, and has its notes.
     *
     * @param server the run of Redis that is to be filled; fails where it has ended by then, and where another instance fills it
     */
    Future<Void> fill(String server) {
        long started = System.nanoTime();
        return pool.withTransaction(connection -> connection
                        .preparedQuery("select pg_try_advisory_xact_lock($1)")
                        .execute(Tuple.of(LOCK))
                        .flatMap(locked -> locked.iterator().next().getBoolean(0)
                                ? fill(connection, server)
                                : Future.failedFuture("another instance is filling Redis")))
                .onSuccess(filled -> LOG.infof(
                        "Redis was filled from PostgreSQL in %d ms", (System.nanoTime() - started) / 1_000_000));
    }

    private Future<Void> fill(SqlConnection connection, String server) {
        UUID generation = UUID.randomUUID();
        Future<?> filled =
                writer.send(Request.cmd(Command.SET).arg(Keys.GENERATION).arg(FILLING + generation));
        for (CacheProjector.Pages kind : projector.everything()) {
            filled = filled.flatMap(before -> fill(connection, kind));
        }
        return filled.flatMap(written -> Look.take(writer))
                .flatMap(look -> look.contents().server().equals(server)
                        ? record(connection, generation, server)
                        : Future.failedFuture("Redis was restarted while it was filled"));
    }

    private Future<Void> fill(SqlConnection connection, CacheProjector.Pages kind) {
        AtomicReference<Future<Page>> next = new AtomicReference<>(kind.read(connection, START, page));
        AtomicReference<Future<Void>> latest = new AtomicReference<>(Future.succeededFuture());
        return Steps.whileMore(() -> next.get().flatMap(read -> {
                    if (read.last() != null) {
                        // While this one is written.
                        next.set(kind.read(connection, read.last(), page));
                    }
                    // Two are being written at once, so that Redis has something to do while answers are read.
                    return latest.getAndSet(writer.write(read.entries())).map(before -> read.last() != null);
                }))
                .flatMap(all -> latest.get());
    }

    private Future<Void> record(SqlConnection connection, UUID generation, String server) {
        return connection
                .preparedQuery(RECORD)
                .execute(Tuple.of(generation, server))
                .flatMap(recorded -> writer.send(Request.cmd(Command.EVAL)
                        .arg(FILLED)
                        .arg(1)
                        .arg(Keys.GENERATION)
                        .arg(FILLING + generation)
                        .arg(generation.toString())))
                .flatMap(filled -> filled.toInteger() == 1
                        ? writer.send(Request.cmd(Command.SET)
                                        .arg(Keys.FORMER_GENERATION)
                                        .arg(generation.toString()))
                                .mapEmpty()
                        : Future.failedFuture("Redis was emptied while it was filled"));
    }
}
