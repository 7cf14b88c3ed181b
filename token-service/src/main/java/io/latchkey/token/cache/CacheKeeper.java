package io.latchkey.token.cache;

import io.latchkey.token.cache.Entries.Page;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Says whether the cache is complete, by a lease: {@code epoch} lives for a few seconds and is renewed while Redis is
 * the one that was filled, its contents are those that were filled in, and no committed change has waited to be
 * written. When that cannot be said the lease lapses and checks ask PostgreSQL. A Redis that was emptied, restarted or
 * replaced is filled again from PostgreSQL first.
 *
 * <p>Every instance does this; renewing twice harms nothing, and a rebuild is done by one at a time (an advisory lock).
 * While PostgreSQL is away nothing can change, so an instance that has last seen the cache complete goes on renewing. What was
 * committed a moment before and is not in Redis is not acknowledged meanwhile ({@link Lapse}).
 */
@ApplicationScoped
public class CacheKeeper {
    private static final Logger LOG = Logger.getLogger(CacheKeeper.class);
    private static final UUID START = new UUID(0, 0);
    private static final long REBUILD_LOCK = 0x4C4B_5245_4255_4C44L;
    /**
     * In one step with another look at what Redis holds, so that one that was just emptied gets no lease. It lasts from the
     * first look on, by Redis' clock: one that comes late, because this instance or the network stood still, lasts for less
     * or not at all.
     */
    private static final String LEASE = """
            if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
            local time = redis.call('TIME')
            local passed = time[1] * 1000 + math.floor(time[2] / 1000) - ARGV[4]
            if passed < 0 or passed >= tonumber(ARGV[2]) then return 0 end
            redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[2] - passed)
            return 1""";
    /** A fill counts only where its mark has stayed: one that Redis was emptied under is not whole. */
    private static final String FILLED = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1""";

    private static final String RECORDED = """
            select c.generation, c.server, h.heard
            from (select (extract(epoch from min(at)) * 1000)::bigint as heard from heard) h
            left join cache_state c on true""";

    private static final String FILLING = "filling ";

    private static final String RECORD = """
            insert into cache_state (generation, server) values ($1, $2)
            on conflict (singleton) do update set generation = $1, server = $2""";

    private final CacheConfig config;
    private final CacheProjector projector;
    private final CacheSync sync;
    private final CacheWriter writer;
    private final Pool pool;
    private final Vertx vertx;
    private final LaterClock clock;
    private final Lapse lapse;
    /** With whom is silent: short enough for a lease to be renewed in time without PostgreSQL, and for that to stay in sight. */
    private final Duration patience;

    /** What this instance last saw to be complete; null where it was not. */
    private Contents verified;

    private volatile boolean complete;
    private volatile long heardAt;
    private boolean busy;
    private boolean stopped;

    CacheKeeper(
            CacheConfig config,
            CacheProjector projector,
            CacheSync sync,
            CacheWriter writer,
            Pool pool,
            Vertx vertx,
            LaterClock clock,
            Lapse lapse,
            MeterRegistry registry) {
        this.config = config;
        this.projector = projector;
        this.sync = sync;
        this.writer = writer;
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.lapse = lapse;
        this.patience = Lapse.patience(config);
        Gauge.builder("latchkey.cache.complete", () -> complete ? 1 : 0)
                .description("1 while checks are answered from Redis, 0 while PostgreSQL answers them")
                .register(registry);
        Gauge.builder("latchkey.events.lag.seconds", this::lagSeconds)
                .description("How far behind the other services this one is, by their heartbeats")
                .register(registry);
    }

    /** How long ago that was committed of which everything is known here; 0 where nobody has said. */
    public double lagSeconds() {
        return heardAt == 0 ? 0 : Math.max(0, clock.millis() - heardAt) / 1000.0;
    }

    /** @param server Redis' own name for its run; another one after every restart and on every replica */
    private record Contents(String server, String generation) {}

    /** @param at by Redis' clock, in milliseconds since 1970 */
    private record Look(Contents contents, long at) {}

    void start(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(started -> {
            tick();
            vertx.setPeriodic(config.renew().toMillis(), timer -> tick());
        });
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /** As this instance last saw it. */
    public boolean isComplete() {
        return complete;
    }

    private void tick() {
        if (busy || stopped) {
            return;
        }
        busy = true;
        look().recover(this::withoutRedis).flatMap(this::keep).onComplete(done -> {
            busy = false;
            if (done.failed()) {
                complete(false, done.cause().toString());
            }
        });
    }

    private void complete(boolean now, String why) {
        if (now != complete && !stopped) {
            if (now) {
                LOG.info("the cache is complete; checks are answered from Redis");
            } else {
                LOG.warnf("the cache is not complete; checks are answered from PostgreSQL: %s", why);
            }
        }
        complete = now;
    }

    private Future<Look> look() {
        return writer.send(List.of(
                        Request.cmd(Command.INFO).arg("server"),
                        Request.cmd(Command.GET).arg(Keys.GENERATION),
                        Request.cmd(Command.TIME)))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .map(answers ->
                        new Look(new Contents(runId(answers.get(0)), text(answers.get(1))), millis(answers.get(2))))
                .onSuccess(look -> clock.redisSays(look.at()));
    }

    /** What is committed meanwhile Redis does not have when it is back, though it is the same. */
    private Future<Look> withoutRedis(Throwable away) {
        return recorded()
                .onSuccess(recorded -> verified = null)
                .onFailure(gone -> lapse.postgresLost())
                .transform(recorded -> Future.failedFuture(away));
    }

    private static long millis(Response time) {
        return time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000;
    }

    private static String text(Response response) {
        return response == null ? "" : response.toString();
    }

    private static String runId(Response info) {
        return info.toString()
                .lines()
                .filter(line -> line.startsWith("run_id:"))
                .map(line -> line.substring("run_id:".length()).strip())
                .findFirst()
                .orElse("");
    }

    private Future<Void> keep(Look look) {
        return recorded().compose(recorded -> compare(look, recorded), away -> withoutPostgres(look, away));
    }

    private Future<Void> compare(Look look, Contents recorded) {
        if (!look.contents().equals(recorded)) {
            verified = null;
            complete(false, "Redis does not hold what was written to it");
            return rebuild(look.contents().server());
        }
        return sync.settleOverdue(config.renew(), patience)
                .compose(
                        settled -> renew(look).onSuccess(renewed -> verified = look.contents()),
                        failure -> failure instanceof CacheSync.Unsettled
                                ? behind(failure)
                                : withoutPostgres(look, failure));
    }

    /** So it would be should PostgreSQL go away too. */
    private Future<Void> behind(Throwable failure) {
        verified = null;
        return Future.failedFuture(failure);
    }

    /** It is away from everybody who could change anything. */
    private Future<Void> withoutPostgres(Look look, Throwable away) {
        lapse.postgresLost();
        return look.contents().equals(verified) ? renew(look) : Future.failedFuture(away);
    }

    /** What Redis should hold; fails where PostgreSQL does not say in time. */
    private Future<Contents> recorded() {
        long at = System.nanoTime();
        return pool.query(RECORDED)
                .execute()
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(found -> lapse.postgresSeen(at))
                .map(found -> {
                    Row row = found.iterator().next();
                    Long heard = row.getLong("heard");
                    heardAt = heard == null ? 0 : heard;
                    return row.getUUID("generation") == null ? null : contents(row);
                });
    }

    private static Contents contents(Row row) {
        return new Contents(row.getString("server"), row.getUUID("generation").toString());
    }

    private Future<Void> renew(Look look) {
        return writer.send(Request.cmd(Command.EVAL)
                        .arg(LEASE)
                        .arg(2)
                        .arg(Keys.EPOCH)
                        .arg(Keys.GENERATION)
                        .arg(look.contents().generation())
                        .arg(config.lease().toMillis())
                        .arg(heardAt)
                        .arg(look.at()))
                .flatMap(renewed -> renewed.toInteger() == 1
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture("Redis was emptied meanwhile, or has not answered for a while"))
                .onSuccess(renewed -> complete(true, null));
    }

    private Future<Void> rebuild(String server) {
        long started = System.nanoTime();
        return pool.withTransaction(connection -> connection
                        .preparedQuery("select pg_try_advisory_xact_lock($1)")
                        .execute(Tuple.of(REBUILD_LOCK))
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
        return filled.flatMap(written -> look())
                .flatMap(look -> look.contents().server().equals(server)
                        ? record(connection, generation, server)
                        : Future.failedFuture("Redis was restarted while it was filled"));
    }

    private Future<Void> fill(SqlConnection connection, CacheProjector.Pages kind) {
        AtomicReference<Future<Page>> next = new AtomicReference<>(kind.read(connection, START, config.rebuildPage()));
        AtomicReference<Future<Void>> latest = new AtomicReference<>(Future.succeededFuture());
        return Steps.whileMore(() -> next.get().flatMap(page -> {
                    if (page.last() != null) {
                        // While this one is written.
                        next.set(kind.read(connection, page.last(), config.rebuildPage()));
                    }
                    // Two are being written at once, so that Redis has something to do while answers are read.
                    return latest.getAndSet(writer.write(page.entries())).map(before -> page.last() != null);
                }))
                .flatMap(all -> latest.get());
    }

    /** The next tick finds Redis as recorded, settles what has waited meanwhile, and renews. */
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
