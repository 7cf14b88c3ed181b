package io.latchkey.token.cache;

import io.latchkey.token.cache.Look.Contents;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Says whether the cache is complete, by a lease: {@code epoch} lives for a few seconds and is renewed while Redis is
 * the one that was filled, its contents are those that were filled in, and no committed change has waited to be
 * written. When that cannot be said the lease lapses and checks ask PostgreSQL. A Redis that was emptied, restarted or
 * replaced is filled again from PostgreSQL first.
 *
 * <p>Every instance does this; renewing twice harms nothing.
 * While PostgreSQL is away nothing can change, so an instance that has last seen the cache complete goes on renewing. What was
 * committed a moment before and is not in Redis is not acknowledged meanwhile ({@link Lapse}).
 */
@ApplicationScoped
public class CacheKeeper {
    private static final Logger LOG = Logger.getLogger(CacheKeeper.class);
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

    private static final String RECORDED = """
            select c.generation, c.server, h.heard
            from (select (extract(epoch from min(at)) * 1000)::bigint as heard from heard) h
            left join cache_state c on true""";

    private final CacheConfig config;
    private final CacheFiller filler;
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
            CacheFiller filler,
            CacheSync sync,
            CacheWriter writer,
            Pool pool,
            Vertx vertx,
            LaterClock clock,
            Lapse lapse,
            MeterRegistry registry) {
        this.config = config;
        this.filler = filler;
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
        return Look.take(writer)
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(look -> clock.redisSays(look.at()));
    }

    /** What is committed meanwhile Redis does not have when it is back, though it is the same. */
    private Future<Look> withoutRedis(Throwable away) {
        return recorded()
                .onSuccess(recorded -> verified = null)
                .onFailure(gone -> lapse.postgresLost())
                .transform(recorded -> Future.failedFuture(away));
    }

    private Future<Void> keep(Look look) {
        return recorded().compose(recorded -> compare(look, recorded), away -> withoutPostgres(look, away));
    }

    private Future<Void> compare(Look look, Contents recorded) {
        if (!look.contents().equals(recorded)) {
            verified = null;
            complete(false, "Redis does not hold what was written to it");
            // The next tick finds Redis as recorded, settles what has waited meanwhile, and renews.
            return filler.fill(look.contents().server());
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
}
