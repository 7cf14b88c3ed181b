package io.latchkey.token.uses;

import io.latchkey.token.limits.Network;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The last use of each token. A check only puts it into a map, which holds no more than the tokens of one period; the
 * map goes to PostgreSQL as one statement a thousand. What cannot be written is tried again with the next.
 */
@Singleton
public class Uses {
    private static final Logger LOG = Logger.getLogger(Uses.class);
    private static final int BATCH = 1000;
    /** Of a use's time: milliseconds. */
    private static final long AS_GOOD_AS_NOW = 100;

    private static final long LAST_WORDS_SECONDS = 5;
    private static final String WRITE = """
            insert into token_use (token, at, network, via)
            select * from unnest($1::uuid[], $2::timestamptz[], $3::varchar[], $4::varchar[])
            on conflict (token) do update set at = excluded.at, network = excluded.network, via = excluded.via
            where token_use.at < excluded.at""";
    private static final String READ = "select token, at, network, via from token_use where token = any($1)";

    private final Map<UUID, Use> noted = new ConcurrentHashMap<>();
    private final Set<UUID> rotatedOut = ConcurrentHashMap.newKeySet();
    private final Pool pool;
    private final Vertx vertx;
    private final UsesConfig config;
    private final Clock clock;

    Uses(Pool pool, Vertx vertx, UsesConfig config, Clock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
    }

    private record Use(long millis, InetAddress source, Via via) {
        boolean isBy(InetAddress source, Via via) {
            return via == this.via && Objects.equals(source, this.source);
        }
    }

    /** @param source null where nobody said */
    public void note(UUID token, InetAddress source, Via via) {
        long now = clock.millis();
        Use last = noted.get(token);
        // A token in heavy use does not write that down for each check.
        if (last == null || now - last.millis() >= AS_GOOD_AS_NOW || !last.isBy(source, via)) {
            noted.put(token, new Use(now, source, via));
        }
    }

    /** Somebody presented one that was rotated, after its end. */
    public void noteRotatedOut(UUID token) {
        rotatedOut.add(token);
    }

    /** Those presented since this was last asked. */
    public Set<UUID> takeRotatedOut() {
        Set<UUID> taken = Set.copyOf(rotatedOut);
        rotatedOut.removeAll(taken);
        return taken;
    }

    public Future<Map<UUID, LastUse>> of(Collection<UUID> tokens) {
        return pool.preparedQuery(READ)
                .execute(Tuple.of(tokens.toArray(UUID[]::new)))
                .map(found -> {
                    Map<UUID, LastUse> uses = new HashMap<>();
                    for (Row row : found) {
                        uses.put(
                                row.getUUID("token"),
                                new LastUse(
                                        row.getOffsetDateTime("at").toInstant(),
                                        row.getString("network"),
                                        row.getString("via")));
                    }
                    return uses;
                });
    }

    void start(@Observes StartupEvent event) {
        vertx.setPeriodic(config.flush().toMillis(), timer -> flush());
    }

    void stop(@Observes ShutdownEvent event) {
        try {
            flush().toCompletionStage().toCompletableFuture().get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warnf("the last uses of tokens were not written: %s", e.toString());
        }
    }

    private Future<Void> flush() {
        Future<Void> written = Future.succeededFuture();
        // In one order everywhere, so that two instances do not wait for each other.
        List<UUID> tokens = noted.keySet().stream().sorted().toList();
        for (int from = 0; from < tokens.size(); from += BATCH) {
            List<UUID> some = tokens.subList(from, Math.min(from + BATCH, tokens.size()));
            written = written.compose(before -> write(some));
        }
        return written.onFailure(failure -> LOG.debugf("uses of tokens wait to be written: %s", failure.toString()));
    }

    private Future<Void> write(List<UUID> tokens) {
        Map<UUID, Use> uses = new HashMap<>();
        List<OffsetDateTime> times = new ArrayList<>();
        List<String> networks = new ArrayList<>();
        List<String> ways = new ArrayList<>();
        for (UUID token : tokens) {
            Use use = noted.get(token);
            uses.put(token, use);
            times.add(Instant.ofEpochMilli(use.millis()).atOffset(ZoneOffset.UTC));
            networks.add(
                    use.source() == null ? null : Network.around(use.source()).toString());
            ways.add(use.via().text());
        }
        return pool.preparedQuery(WRITE)
                .execute(Tuple.of(
                        tokens.toArray(UUID[]::new),
                        times.toArray(OffsetDateTime[]::new),
                        networks.toArray(String[]::new),
                        ways.toArray(String[]::new)))
                // A use noted meanwhile is another one, and stays.
                .onSuccess(written -> uses.forEach(noted::remove))
                .mapEmpty();
    }
}
