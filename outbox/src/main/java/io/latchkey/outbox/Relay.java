package io.latchkey.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Publishes outbox rows while it holds the service's advisory lock. Everything runs on one event-loop context, so the
 * fields need no locks; reading and deleting use the connection that holds the lock, so a relay that lost it can do
 * neither.
 */
@ApplicationScoped
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    /** One number for all services: each has a database of its own. */
    private static final long LOCK = 0x4C41_5443_484B_4559L;

    private static final String TELL = "notify outbox";
    /**
     * A deletion that a crash loses only has its row published once more: nothing to wait for the disk, or for a replica, for.
     */
    private static final String FOLLOW = "listen outbox; set synchronous_commit = off";

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final String OLDEST = """
            select * from outbox where id < $1 and not partition_key = any($2) order by id limit $3""";
    private static final String FORGET = "delete from outbox where id = any($1)";
    private static final String BACKLOG =
            "select count(*), coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 from outbox";

    private final Pool pool;
    private final Publisher publisher;
    private final OutboxMetrics metrics;
    private final OutboxConfig config;
    private final Context context;
    private final Clock clock;

    private PgConnection connection;
    private boolean beatDue;
    private boolean draining;
    private boolean woken;
    private boolean telling;
    private boolean toTell;
    private boolean troubled;
    private boolean stopped;

    Relay(Pool pool, Publisher publisher, OutboxMetrics metrics, OutboxConfig config, Clock clock, Vertx vertx) {
        this.pool = pool;
        this.publisher = publisher;
        this.metrics = metrics;
        this.config = config;
        this.clock = clock;
        this.context = vertx.getOrCreateContext();
    }

    void start(@Observes StartupEvent event) {
        context.runOnContext(started -> {
            prepare();
            connect();
            every(config.poll(), this::wake);
            every(Duration.ofSeconds(5), this::measure);
            every(config.heartbeat(), () -> {
                beatDue = true;
                wake();
            });
        });
    }

    void stop(@Observes ShutdownEvent event) {
        context.runOnContext(stopping -> {
            stopped = true;
            if (connection != null) {
                connection.closeAndForget();
            }
        });
    }

    private void prepare() {
        publisher
                .prepare()
                .subscribe()
                .with(
                        ready -> LOG.debug("Kafka is ready"),
                        failure -> emit(() -> {
                            trouble("Kafka cannot be reached", failure);
                            after(RETRY, this::prepare);
                        }));
    }

    private void connect() {
        if (stopped) {
            return;
        }
        pool.getConnection()
                .map(PgConnection::cast)
                .flatMap(this::takeLock)
                .subscribe()
                .with(
                        locked -> emit(() -> active(locked)),
                        failure -> emit(() -> {
                            trouble("the database cannot be reached", failure);
                            after(RETRY, this::connect);
                        }));
    }

    /** Null where another instance relays. */
    private Uni<PgConnection> takeLock(PgConnection candidate) {
        return candidate
                .preparedQuery("select pg_try_advisory_lock($1)")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .flatMap(locked -> locked
                        ? candidate.query(FOLLOW).execute().replaceWith(candidate)
                        : candidate.close().replaceWith((PgConnection) null))
                .onFailure()
                .call(failure -> candidate.close());
    }

    private void active(PgConnection locked) {
        if (locked == null) {
            after(RETRY, this::connect);
            return;
        }
        LOG.info("relaying the outbox");
        connection = locked;
        locked.notificationHandler(notification -> emit(this::wake));
        locked.closeHandler(() -> emit(() -> {
            connection = null;
            draining = false;
            after(RETRY, this::connect);
        }));
        wake();
    }

    /**
     * To be called once rows are committed. Not told of within their transaction: PostgreSQL lets one transaction at a time
     * commit that notifies, from before it waits for the disk until after, and so would undo what it gains by writing the
     * log for many at once.
     */
    void committed() {
        emit(() -> {
            if (connection != null) {
                wake();
            } else if (!stopped) {
                tell();
            }
        });
    }

    /** Whichever instance relays; should that fail, it looks by itself soon. */
    private void tell() {
        toTell = telling;
        if (telling) {
            return;
        }
        telling = true;
        pool.query(TELL)
                .execute()
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .with(told -> emit(() -> {
                    telling = false;
                    if (toTell) {
                        tell();
                    }
                }));
    }

    private void wake() {
        if (connection == null || stopped) {
            return;
        }
        if (draining) {
            woken = true;
            return;
        }
        draining = true;
        woken = false;
        round(connection)
                .subscribe()
                .with(
                        ended -> emit(() -> ended(ended)),
                        failure -> emit(() -> {
                            trouble("a round of the outbox failed", failure);
                            draining = false;
                        }));
    }

    private enum Round {
        /** Everything that was there has been published. */
        DRAINED,
        MORE,
        FAILED
    }

    private void ended(Round round) {
        draining = false;
        if (round == Round.MORE || woken) {
            wake();
        }
    }

    private Uni<Round> round(PgConnection locked) {
        Instant looked = clock.instant();
        NextRows nextRows =
                new NextRows((without, below, limit) -> oldest(locked, without, below, limit), config.batch());
        return nextRows.find()
                .flatMap(next -> next.rows().isEmpty()
                        ? Uni.createFrom().item(Round.DRAINED)
                        : publisher.publish(next.rows()).flatMap(outcome -> forget(locked, next.all(), outcome)))
                .call(round -> round == Round.DRAINED && beatDue
                        ? beat(looked)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<List<OutboxRow>> oldest(PgConnection locked, Set<String> without, long below, int limit) {
        return locked.preparedQuery(OLDEST)
                .execute(Tuple.of(below, without.toArray(String[]::new), limit))
                .map(rows -> {
                    List<OutboxRow> found = new ArrayList<>(rows.size());
                    rows.forEach(row -> found.add(OutboxRow.of(row)));
                    return found;
                });
    }

    /** All that was committed before the look has been published. */
    private Uni<Void> beat(Instant looked) {
        beatDue = false;
        return publisher.beat(looked);
    }

    private Uni<Round> forget(PgConnection locked, boolean all, Publisher.Outcome outcome) {
        metrics.published(outcome.published().size());
        if (outcome.failure() != null) {
            metrics.failed();
            trouble("Kafka does not acknowledge", outcome.failure());
        } else if (troubled) {
            LOG.info("events flow again");
            troubled = false;
        }
        return locked.preparedQuery(FORGET)
                .execute(Tuple.of(outcome.published().toArray(Long[]::new)))
                .replaceWith(outcome.failure() != null ? Round.FAILED : all ? Round.DRAINED : Round.MORE);
    }

    private void measure() {
        pool.query(BACKLOG)
                .execute()
                .map(rows -> rows.iterator().next())
                .subscribe()
                .with(
                        row -> metrics.backlog(row.getLong(0), row.getDouble(1)),
                        failure -> LOG.debugf("the backlog cannot be read: %s", failure.toString()));
    }

    /** Once per trouble, not once per try. */
    private void trouble(String what, Throwable failure) {
        if (!troubled && !stopped) {
            LOG.warnf("%s; events wait in the outbox: %s", what, failure.toString());
        }
        troubled = true;
    }

    private void emit(Runnable step) {
        context.runOnContext(on -> step.run());
    }

    private void after(Duration delay, Runnable step) {
        context.owner().setTimer(delay.toMillis(), timer -> emit(step));
    }

    private void every(Duration period, Runnable step) {
        context.owner().setPeriodic(period.toMillis(), timer -> emit(step));
    }
}
