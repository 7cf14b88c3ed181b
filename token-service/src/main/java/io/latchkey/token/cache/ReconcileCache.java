package io.latchkey.token.cache;

import io.latchkey.token.cache.Entries.Entry;
import io.latchkey.token.cache.Entries.Page;
import io.latchkey.token.scopes.TokenEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Compares Redis with PostgreSQL, page by page, and puts right what differs. There should be nothing: every difference is an
 * alarm. What is only under way between the two is told from a difference by a second look.
 */
@ApplicationScoped
public class ReconcileCache {
    private static final Logger LOG = Logger.getLogger(ReconcileCache.class);
    private static final UUID START = new UUID(0, 0);
    private static final long LOCK = 0x4C4B_5245_434F_4E43L;
    private static final long SECOND_LOOK_MILLIS = 1500;
    private static final String TOKENS = Keys.TOKENS + "*";
    private static final String KNOWN = "select hmac from token where hmac = any($1)";

    /** Only where nobody has put it right meanwhile. */
    private static final String REPAIR_FIELD = """
            if (redis.call('HGET', KEYS[1], ARGV[1]) or '') ~= ARGV[2] then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
            return 1""";

    private static final String REPAIR_STRING = """
            if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2])
            return 1""";

    private final CacheProjector projector;
    private final CacheWriter writer;
    private final CacheKeeper keeper;
    private final CacheConfig config;
    private final Pool pool;
    private final Vertx vertx;
    private final Counter differences;
    private final Clock clock;
    private volatile long endedAt;

    ReconcileCache(
            CacheProjector projector,
            CacheWriter writer,
            CacheKeeper keeper,
            CacheConfig config,
            Pool pool,
            Vertx vertx,
            Clock clock,
            MeterRegistry registry) {
        this.projector = projector;
        this.writer = writer;
        this.keeper = keeper;
        this.config = config;
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.differences = Counter.builder("latchkey.reconciliation.differences")
                .description("Entries of Redis that were not as PostgreSQL has them, and were put right")
                .register(registry);
        Gauge.builder("latchkey.reconciliation.ended", () -> endedAt / 1000.0)
                .description("When a comparison of Redis with PostgreSQL last ended here, as Unix time; 0 for never")
                .register(registry);
    }

    /** @param differences that were found, and put right */
    public record Result(long compared, long differences) {
        Result plus(Result other) {
            return new Result(compared + other.compared, differences + other.differences);
        }
    }

    private record Difference(Entry expected, String seen) {
        boolean isWhere(Difference other) {
            return seen.equals(other.seen)
                    && expected.key().equals(other.expected.key())
                    && Objects.equals(expected.field(), other.expected.field());
        }
    }

    @Scheduled(
            every = "${latchkey.cache.reconcile-every}",
            delayed = "${latchkey.cache.reconcile-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> now() {
        return Uni.createFrom()
                .completionStage(() -> reconcile().toCompletionStage())
                .onFailure()
                .invoke(failure -> LOG.warnf("Redis is not compared with PostgreSQL now: %s", failure))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Fails where another instance is at it, or the cache does not count as complete. */
    public Future<Result> reconcile() {
        if (!keeper.isComplete()) {
            return Future.failedFuture("the cache is not complete; it is being filled anyway");
        }
        return pool.withConnection(connection -> connection
                .preparedQuery("select pg_try_advisory_lock($1)")
                .execute(Tuple.of(LOCK))
                .flatMap(locked -> locked.iterator().next().getBoolean(0)
                        ? everything().eventually(() -> unlock(connection))
                        : Future.failedFuture("another instance compares")));
    }

    private static Future<?> unlock(SqlConnection connection) {
        return connection.preparedQuery("select pg_advisory_unlock($1)").execute(Tuple.of(LOCK));
    }

    private Future<Result> everything() {
        Future<Result> all = Future.succeededFuture(new Result(0, 0));
        // Workspaces last: what their revisions promise is put right before.
        for (CacheProjector.Pages kind : projector.everything().reversed()) {
            all = all.flatMap(before -> pages(kind, before));
        }
        return all.flatMap(before -> strangers(before)).onSuccess(result -> {
            endedAt = clock.millis();
            LOG.infof(
                    "compared %d entries of Redis with PostgreSQL; %d differed",
                    result.compared(), result.differences());
        });
    }

    private Future<Result> pages(CacheProjector.Pages kind, Result before) {
        AtomicReference<UUID> after = new AtomicReference<>(START);
        AtomicReference<Result> sum = new AtomicReference<>(before);
        return Steps.whileMore(() -> kind.read(pool, after.get(), config.rebuildPage())
                        .flatMap(page -> page(kind, after.get(), page).map(repaired -> {
                            sum.set(sum.get().plus(new Result(page.entries().all.size(), repaired)));
                            after.set(page.last());
                            return page.last() != null;
                        })))
                .map(done -> sum.get());
    }

    private Future<Integer> page(CacheProjector.Pages kind, UUID after, Page page) {
        return differing(page)
                .flatMap(found -> found.isEmpty() ? Future.succeededFuture(0) : again(kind, after, found));
    }

    /**
     * What is under way arrives meanwhile: older entries are overwritten, newer ones are in PostgreSQL by now, where they
     * come from. What stands there unchanged and is still not what PostgreSQL has is a difference.
     */
    private Future<Integer> again(CacheProjector.Pages kind, UUID after, Collection<Difference> first) {
        return later().flatMap(waited -> kind.read(pool, after, config.rebuildPage()))
                .flatMap(this::differing)
                .flatMap(second -> repair(second.stream()
                        .filter(difference -> first.stream().anyMatch(difference::isWhere))
                        .toList()));
    }

    private Future<Void> later() {
        Promise<Void> later = Promise.promise();
        vertx.setTimer(SECOND_LOOK_MILLIS, timer -> later.complete());
        return later.future();
    }

    private Future<List<Difference>> differing(Page page) {
        Map<String, List<Entry>> byKey = new LinkedHashMap<>();
        page.entries()
                .all
                .forEach(entry -> byKey.computeIfAbsent(entry.key(), key -> new ArrayList<>())
                        .add(entry));
        List<Request> reads = byKey.entrySet().stream()
                .map(of -> read(of.getKey(), of.getValue()))
                .toList();
        return writer.send(reads).map(answers -> {
            List<Difference> differing = new ArrayList<>();
            int i = 0;
            for (List<Entry> entries : byKey.values()) {
                compare(entries, answers.get(i++), differing);
            }
            return differing;
        });
    }

    private static Request read(String key, List<Entry> entries) {
        if (entries.getFirst().field() == null) {
            return Request.cmd(Command.GET).arg(key);
        }
        Request request = Request.cmd(Command.HMGET).arg(key);
        entries.forEach(entry -> request.arg(entry.field()));
        return request;
    }

    private void compare(List<Entry> entries, Response answer, List<Difference> differing) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Response value = entry.field() == null ? answer : answer.get(i);
            String seen = value == null ? "" : value.toString();
            if (!seen.equals(entry.value()) && !isAsEnded(entry, seen)) {
                differing.add(new Difference(entry, seen));
            }
        }
    }

    /** What an ended token's account does meanwhile is not written any more. */
    private boolean isAsEnded(Entry entry, String seen) {
        return Keys.META.equals(entry.field())
                && TokenEntry.decode(entry.value()).isAsEndedAs(seen, clock.millis() / 1000);
    }

    private Future<Integer> repair(Collection<Difference> lasting) {
        List<Request> repairs = lasting.stream().map(ReconcileCache::repair).toList();
        return writer.send(repairs).map(done -> {
            int repaired =
                    (int) done.stream().filter(one -> one.toInteger() == 1).count();
            note(repaired, "entries of Redis were not as PostgreSQL has them");
            return repaired;
        });
    }

    private void note(int count, String what) {
        if (count > 0) {
            differences.increment(count);
            LOG.errorf("%d %s; they are right now", count, what);
        }
    }

    private static Request repair(Difference difference) {
        Entry expected = difference.expected();
        Request request = Request.cmd(Command.EVAL)
                .arg(expected.field() == null ? REPAIR_STRING : REPAIR_FIELD)
                .arg(1)
                .arg(expected.key());
        if (expected.field() != null) {
            request.arg(expected.field());
        }
        return request.arg(difference.seen()).arg(expected.value());
    }

    /** Tokens that PostgreSQL does not know, and that a check would believe. */
    private Future<Result> strangers(Result before) {
        AtomicReference<String> cursor = new AtomicReference<>("0");
        AtomicReference<Result> sum = new AtomicReference<>(before);
        return Steps.whileMore(() -> writer.send(Request.cmd(Command.SCAN)
                                .arg(cursor.get())
                                .arg("MATCH")
                                .arg(TOKENS)
                                .arg("COUNT")
                                .arg(config.rebuildPage()))
                        .flatMap(answer -> strangers(answer.get(1)).map(removed -> {
                            sum.set(sum.get().plus(new Result(0, removed)));
                            cursor.set(answer.get(0).toString());
                            return !cursor.get().equals("0");
                        })))
                .map(done -> sum.get());
    }

    private Future<Integer> strangers(Response scanned) {
        Set<String> keys = new HashSet<>();
        scanned.forEach(key -> keys.add(key.toString()));
        return unknown(keys)
                .flatMap(found -> found.isEmpty()
                        ? Future.succeededFuture(Set.<String>of())
                        // Of one that was just made the row was read before it was there.
                        : later().flatMap(waited -> unknown(found)))
                .flatMap(this::remove);
    }

    private Future<Set<String>> unknown(Set<String> keys) {
        Buffer[] asked = keys.stream().map(Keys::hmac).map(Buffer::buffer).toArray(Buffer[]::new);
        return pool.preparedQuery(KNOWN).execute(Tuple.of(asked)).map(known -> {
            Set<String> unknown = new HashSet<>(keys);
            known.forEach(row -> unknown.remove(Keys.token(row.getBuffer("hmac").getBytes())));
            return unknown;
        });
    }

    private Future<Integer> remove(Set<String> keys) {
        return writer.send(keys.stream()
                        .map(key -> Request.cmd(Command.DEL).arg(key))
                        .toList())
                .map(done -> {
                    note(keys.size(), "tokens stood in Redis that PostgreSQL does not know");
                    return keys.size();
                });
    }
}
