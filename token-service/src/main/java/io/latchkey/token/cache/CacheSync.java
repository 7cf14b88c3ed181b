package io.latchkey.token.cache;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Brings committed changes to Redis, and knows which have not arrived. */
@ApplicationScoped
public class CacheSync {
    private static final Logger LOG = Logger.getLogger(CacheSync.class);
    private static final long RETRY_MILLIS = 50;
    private static final int AT_ONCE = 1000;

    private static final String COLUMNS = "id, account, workspace, device, tokens, live_only";
    private static final String NOTE_SCOPES =
            "insert into cache_pending (account, workspace) select * from unnest($1::uuid[], $2::uuid[]) returning "
                    + COLUMNS;
    private static final String NOTE_DEVICES =
            "insert into cache_pending (device) select * from unnest($1::uuid[]) returning " + COLUMNS;
    private static final String NOTE_WORKSPACES =
            "insert into cache_pending (workspace) select * from unnest($1::uuid[]) returning " + COLUMNS;
    private static final String OVERDUE = "select " + COLUMNS + """
             from cache_pending
            where created_at < clock_timestamp() - $1 * interval '1 millisecond'
            order by id limit $2""";
    private static final String EARLIER = """
            select p.id, p.account, p.workspace, p.device, p.tokens, p.live_only
            from cache_pending p left join device d on d.id = p.device
            where (p.workspace = any($1) or d.workspace = any($1)) and not p.id = any($2)""";
    private static final String FORGET = "delete from cache_pending where id = any($1)";

    private final CacheProjector projector;
    private final Pool pool;
    private final Vertx vertx;
    private final RecentFacts recent;
    private final long lapsedMillis;
    private final boolean notes;

    CacheSync(
            CacheProjector projector,
            Pool pool,
            Vertx vertx,
            RecentFacts recent,
            CacheConfig config,
            Protections protections) {
        this.projector = projector;
        this.pool = pool;
        this.vertx = vertx;
        this.recent = recent;
        this.notes = protections.on(Protection.NOTES);
        this.lapsedMillis = lapsed(config).toMillis();
    }

    /**
     * From the commit of a change until no check believes a cache that it has not reached: the keeper may renew the lease
     * until it sees the note, one period late, and the lease lasts from there.
     */
    static Duration lapsed(CacheConfig config) {
        return config.lease().plus(config.renew().multipliedBy(2));
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

    /** Notes, in a transaction of the plain client, changes of accounts in workspaces. */
    public Future<List<Pending>> noteScopes(SqlConnection transaction, UUID[] accounts, UUID[] workspaces) {
        return note(transaction, NOTE_SCOPES, accounts.length, Tuple.of(accounts, (Object) workspaces));
    }

    public Future<List<Pending>> noteDevices(SqlConnection transaction, UUID[] devices) {
        return note(transaction, NOTE_DEVICES, devices.length, Tuple.of(devices));
    }

    public Future<List<Pending>> noteWorkspaces(SqlConnection transaction, UUID[] workspaces) {
        return note(transaction, NOTE_WORKSPACES, workspaces.length, Tuple.of(workspaces));
    }

    private static Future<List<Pending>> note(SqlConnection transaction, String insert, int count, Tuple rows) {
        return count == 0
                ? Future.succeededFuture(List.of())
                : transaction.preparedQuery(insert).execute(rows).map(CacheSync::pending);
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
     * counting as complete because of the note, so that checks ask PostgreSQL.
     */
    public Uni<Void> settled(Pending pending) {
        return Uni.createFrom().completionStage(() -> {
            long deadline = System.nanoTime() + Duration.ofMillis(lapsedMillis).toNanos();
            return until(deadline, List.of(pending)).toCompletionStage();
        });
    }

    /** After {@link #settled}: when no instance can believe any more what it remembers from before. */
    public Uni<Void> outlived() {
        return recent.outlived();
    }

    private Future<Void> until(long deadline, List<Pending> pending) {
        return apply(pending).recover(failure -> {
            if (System.nanoTime() >= deadline) {
                LOG.warnf("Redis does not take a change; checks answer from PostgreSQL: %s", failure.toString());
                return Future.succeededFuture();
            }
            Promise<Void> later = Promise.promise();
            vertx.setTimer(RETRY_MILLIS, timer -> until(deadline, pending).onComplete(later));
            return later.future();
        });
    }

    /** Entries that nobody looks up any more; fails where Redis does not answer. */
    public Uni<Void> forgetTokens(List<byte[]> hmacs) {
        return Uni.createFrom()
                .completionStage(() -> projector.forgetTokens(hmacs).toCompletionStage());
    }

    /** What has waited longer than that, settled; fails where Redis does not take it. */
    Future<Void> settleOverdue(Duration age) {
        if (!notes) {
            return Future.succeededFuture();
        }
        return Steps.whileMore(() -> pool.preparedQuery(OVERDUE)
                .execute(Tuple.of(age.toMillis(), AT_ONCE))
                .map(CacheSync::pending)
                .flatMap(overdue -> apply(overdue).map(applied -> overdue.size() == AT_ONCE)));
    }

    /**
     * A workspace's revision comes last, since it tells that everything of it is there; so what was committed for it before
     * and has not arrived, because an answer of PostgreSQL or Redis was lost, comes along.
     */
    private Future<Void> apply(List<Pending> pending) {
        if (pending.isEmpty()) {
            return Future.succeededFuture();
        }
        UUID[] workspaces = ids(pending, one -> one.account == null ? one.workspace : null);
        Future<List<Pending>> earlier = earlier(workspaces, pending);
        return holders(pending)
                .flatMap(written -> earlier)
                .flatMap(this::holders)
                .flatMap(written -> projector.workspaces(workspaces))
                .onSuccess(applied -> {
                    forget(pending);
                    forget(earlier.result());
                });
    }

    /** Asked for while the rest is being written. */
    private Future<List<Pending>> earlier(UUID[] workspaces, List<Pending> pending) {
        return workspaces.length == 0 || !notes
                ? Future.succeededFuture(List.of())
                : pool.preparedQuery(EARLIER)
                        .execute(Tuple.of(workspaces, (Object) numbers(pending)))
                        .map(CacheSync::pending);
    }

    /** All but the workspaces' revisions. */
    private Future<Void> holders(List<Pending> pending) {
        UUID[] all = ids(pending, one -> one.isOfAllTokens() ? one.account : null);
        UUID[] live = ids(pending, one -> one.liveOnly ? one.account : null);
        UUID[] tokens = pending.stream()
                .filter(one -> one.tokens != null)
                .flatMap(one -> Arrays.stream(one.tokens))
                .distinct()
                .toArray(UUID[]::new);
        Future<Void> written = projector
                .accounts(all)
                .flatMap(before -> projector.liveOf(live))
                .flatMap(before -> projector.tokens(tokens));
        for (Map.Entry<UUID, List<UUID>> scope : scopes(pending).entrySet()) {
            UUID[] accounts = scope.getValue().toArray(UUID[]::new);
            written = written.flatMap(before -> projector.scopes(scope.getKey(), accounts));
        }
        return written.flatMap(before -> projector.devices(ids(pending, one -> one.device)));
    }

    private static Map<UUID, List<UUID>> scopes(List<Pending> pending) {
        Map<UUID, List<UUID>> byWorkspace = new HashMap<>();
        for (Pending one : pending) {
            if (one.account != null && one.workspace != null) {
                byWorkspace
                        .computeIfAbsent(one.workspace, workspace -> new ArrayList<>())
                        .add(one.account);
            }
        }
        return byWorkspace;
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
