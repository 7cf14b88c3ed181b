package io.latchkey.token.cache;

import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Brings committed changes to Redis, and knows which have not arrived. */
@ApplicationScoped
public class CacheSync {
    private static final Logger LOG = Logger.getLogger(CacheSync.class);
    private static final long RETRY_MILLIS = 50;
    private static final int AT_ONCE = 1000;
    /** How many times as long as it takes a lease to lapse somebody waits who asks for a change. */
    private static final int PATIENCE = 2;

    private static final String COLUMNS = "id, account, workspace, device, tokens, live_only";
    private static final String OVERDUE = "select " + COLUMNS + """
             from cache_pending
            where created_at < clock_timestamp() - $1 * interval '1 millisecond'
            order by id limit $2""";
    private static final String EARLIER = """
            select p.id, p.account, p.workspace, p.device, p.tokens, p.live_only
            from cache_pending p left join device d on d.id = p.device
            where (p.workspace = any($1) and p.account is not null or d.workspace = any($1)) and not p.id = any($2)""";
    private static final String FORGET = "delete from cache_pending where id = any($1)";

    private final CacheProjector projector;
    private final Pool pool;
    private final Vertx vertx;
    private final RecentFacts recent;
    private final Lapse lapse;
    private final boolean notes;

    CacheSync(
            CacheProjector projector,
            Pool pool,
            Vertx vertx,
            RecentFacts recent,
            Lapse lapse,
            Protections protections) {
        this.projector = projector;
        this.pool = pool;
        this.vertx = vertx;
        this.recent = recent;
        this.notes = protections.on(Protection.NOTES);
        this.lapse = lapse;
    }

    /** Committed changes that Redis does not take. */
    static final class Unsettled extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsettled(Throwable cause) {
            super("committed changes are not in Redis", cause);
        }
    }

    /** Notes, in the Hibernate transaction under way, that all tokens of the account may have changed. */
    public Uni<Pending> noteAccount(UUID account) {
        return note(Pending.ofAccount(account, null, false));
    }

    /** The same where only what its tokens share has: its state and its revision. Those that ended go without. */
    public Uni<Pending> noteLive(UUID account) {
        return note(Pending.ofAccount(account, null, true));
    }

    /** The same where some of its tokens were made, ended or changed. */
    public Uni<Pending> noteTokens(UUID account, UUID... tokens) {
        return note(Pending.ofAccount(account, tokens, false));
    }

    private static Uni<Pending> note(Pending pending) {
        return Panache.getSession()
                .flatMap(session -> session.persist(pending).chain(session::flush))
                .replaceWith(pending);
    }

    /**
     * A statement that changes something and notes what it has changed.
     *
     * @param change in SQL, returning the accounts and workspaces whose scopes it has changed
     */
    public static String notingScopes(String change) {
        return noting(change, "account, workspace", "account, workspace");
    }

    /** @param change in SQL, returning the ids of the devices it has changed */
    public static String notingDevices(String change) {
        return noting(change, "device", "id");
    }

    /** @param change in SQL, returning the ids of the workspaces it has changed */
    public static String notingWorkspaces(String change) {
        return noting(change, "workspace", "id");
    }

    private static String noting(String change, String noted, String returned) {
        return "with changed as (" + change + ") insert into cache_pending (" + noted + ") select " + returned
                + " from changed returning " + COLUMNS;
    }

    /** @param noting one of those above */
    public Future<List<Pending>> note(SqlConnection transaction, String noting, Tuple parameters) {
        return transaction.preparedQuery(noting).execute(parameters).map(CacheSync::pending);
    }

    private static List<Pending> pending(Iterable<Row> rows) {
        List<Pending> pending = new ArrayList<>();
        rows.forEach(row -> pending.add(Pending.of(row)));
        return pending;
    }

    /** Brings them to Redis once; what fails stays noted, and the keeper will see to it. */
    public Future<Void> settle(List<Pending> pending) {
        return apply(pending).recover(failure -> {
            LOG.warnf("%d changes wait for Redis: %s", pending.size(), failure.toString());
            return Future.succeededFuture();
        });
    }

    /**
     * Returns when no check can see the state before the change any more: Redis has it, or the cache has stopped
     * counting as complete because of the note, so that checks ask PostgreSQL. Fails with {@link Refused} where that cannot be
     * said; the change is made all the same, and stays noted.
     */
    public Uni<Void> settled(Pending pending) {
        return Uni.createFrom().completionStage(() -> {
            long committed = System.nanoTime();
            return until(committed, List.of(pending)).toCompletionStage();
        });
    }

    /** After {@link #settled}: when no instance can believe any more what it remembers from before. */
    public Uni<Void> outlived() {
        return recent.outlived();
    }

    private Future<Void> until(long committed, List<Pending> pending) {
        long lapsesAt = committed + lapse.takes().toNanos();
        long givenUpAt = committed + PATIENCE * lapse.takes().toNanos();
        long left = Math.max(1, givenUpAt - System.nanoTime());
        return apply(pending).timeout(left, TimeUnit.NANOSECONDS).recover(failure -> {
            long now = System.nanoTime();
            if (now >= lapsesAt && lapse.isSure()) {
                LOG.warnf("Redis does not take a change; checks answer from PostgreSQL: %s", failure.toString());
                return Future.succeededFuture();
            }
            if (now >= givenUpAt) {
                return Future.failedFuture(Refused.unavailable(
                        "This is done, but it cannot be said whether every check knows of it yet; ask again.",
                        failure));
            }
            Promise<Void> later = Promise.promise();
            vertx.setTimer(RETRY_MILLIS, timer -> until(committed, pending).onComplete(later));
            return later.future();
        });
    }

    /** Entries that nobody looks up any more; fails where Redis does not answer. */
    public Uni<Void> forgetTokens(List<byte[]> hmacs) {
        return Uni.createFrom()
                .completionStage(() -> projector.forgetTokens(hmacs).toCompletionStage());
    }

    /**
     * What has waited longer than that, settled; fails with {@link Unsettled} where Redis does not take it.
     *
     * @param patience for PostgreSQL to say what that is
     */
    Future<Void> settleOverdue(Duration age, Duration patience) {
        if (!notes) {
            return Future.succeededFuture();
        }
        return Steps.whileMore(() -> pool.preparedQuery(OVERDUE)
                .execute(Tuple.of(age.toMillis(), AT_ONCE))
                .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .map(CacheSync::pending)
                .flatMap(overdue -> apply(overdue)
                        .recover(failure -> Future.failedFuture(new Unsettled(failure)))
                        .map(applied -> overdue.size() == AT_ONCE)));
    }

    /**
     * @param holders all but the workspaces' revisions
     * @param earlier what comes along, and is in the holders
     */
    private record Due(Entries revisions, Entries holders, List<Pending> earlier) {}

    private Future<Void> apply(List<Pending> pending) {
        if (pending.isEmpty()) {
            return Future.succeededFuture();
        }
        return pool.withConnection(sql -> due(sql, pending))
                .flatMap(due -> projector
                        .write(due.holders())
                        .flatMap(written -> projector.write(due.revisions()))
                        .onSuccess(applied -> {
                            forget(pending);
                            forget(due.earlier());
                        }));
    }

    /**
     * A workspace's revision is written last, since it tells that everything of it is there, and read first, since what is
     * committed meanwhile is not told of by it. What was committed before and has not arrived, because an answer of
     * PostgreSQL or Redis was lost, comes along. One connection asks for all of it at once, and is answered in that order.
     */
    private Future<Due> due(SqlConnection sql, List<Pending> pending) {
        UUID[] workspaces = ids(pending, one -> one.account == null ? one.workspace : null);
        Future<Entries> revisions = projector.workspaces(sql, workspaces);
        Future<List<Pending>> earlier = earlier(sql, workspaces, pending);
        Future<Entries> holders = holders(sql, pending);
        Future<Entries> along = earlier.flatMap(found -> holders(sql, found));
        return Future.join(revisions, holders, along)
                .map(read -> new Due(
                        revisions.result(),
                        Entries.together(List.of(holders.result(), along.result())),
                        earlier.result()));
    }

    private Future<List<Pending>> earlier(SqlConnection sql, UUID[] workspaces, List<Pending> pending) {
        return workspaces.length == 0 || !notes
                ? Future.succeededFuture(List.of())
                : sql.preparedQuery(EARLIER)
                        .execute(Tuple.of(workspaces, (Object) numbers(pending)))
                        .map(CacheSync::pending);
    }

    private Future<Entries> holders(SqlConnection sql, List<Pending> pending) {
        UUID[] tokens = pending.stream()
                .filter(one -> one.tokens != null)
                .flatMap(one -> Arrays.stream(one.tokens))
                .distinct()
                .toArray(UUID[]::new);
        List<Pending> scopes = pending.stream()
                .filter(one -> one.account != null && one.workspace != null)
                .toList();
        return Future.join(List.of(
                        projector.accounts(sql, ids(pending, one -> one.isOfAllTokens() ? one.account : null)),
                        projector.liveOf(sql, ids(pending, one -> one.liveOnly ? one.account : null)),
                        projector.tokens(sql, tokens),
                        projector.scopes(
                                sql,
                                scopes.stream().map(one -> one.account).toArray(UUID[]::new),
                                scopes.stream().map(one -> one.workspace).toArray(UUID[]::new)),
                        projector.devices(sql, ids(pending, one -> one.device))))
                .map(read -> Entries.together(read.list()));
    }

    private static UUID[] ids(List<Pending> pending, java.util.function.Function<Pending, UUID> id) {
        return pending.stream().map(id).filter(Objects::nonNull).distinct().toArray(UUID[]::new);
    }

    private static Long[] numbers(List<Pending> pending) {
        return pending.stream().map(one -> one.id).toArray(Long[]::new);
    }

    /** Not waited for: a note that stays is only settled once more. */
    private void forget(List<Pending> pending) {
        if (pending.isEmpty()) {
            return;
        }
        pool.preparedQuery(FORGET)
                .execute(Tuple.of(numbers(pending)))
                .onFailure(failure -> LOG.debugf("notes of settled changes stay for now: %s", failure.toString()));
    }
}
