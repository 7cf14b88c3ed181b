package io.latchkey.token.tokens;

import io.latchkey.token.cache.CacheSync;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Takes out tokens that ended longer ago than they have to be kept, with their uses and audit logs; then they are unknown. The cache
 * comes first: where it does not answer nothing is done, and nothing is left in it that PostgreSQL has forgotten.
 */
@Startup
@ApplicationScoped
class ForgetTokens {
    private static final Logger LOG = Logger.getLogger(ForgetTokens.class);
    private static final int AT_ONCE = 1000;

    /** One that another was rotated to waits for that one to go. */
    private static final String ENDED = """
            select id, hmac from token
            where least(revoked_at, expires_at) < $1 and (revoked_at is not null or expires_at is not null)
              and not exists (select from token earlier where earlier.rotated_to = token.id)
            order by least(revoked_at, expires_at) limit $2""";

    private static final String FORGET = """
            with gone as (
                select id from token
                where id = any($1) and least(revoked_at, expires_at) < $2
                  and not exists (select from token earlier where earlier.rotated_to = token.id)
                for update),
              uses as (delete from token_use where token in (select id from gone)),
              entries as (delete from token_audit where token in (select id from gone)),
              answers as (delete from answered_request where token in (select id from gone))
            delete from token where id in (select id from gone)""";

    private final RetentionConfig config;
    private final CacheSync cache;
    private final Pool pool;
    private final Clock clock;

    ForgetTokens(RetentionConfig config, CacheSync cache, Pool pool, Clock clock) {
        config.tokens().ifPresent(ForgetTokens::admit);
        this.config = config;
        this.cache = cache;
        this.pool = pool;
        this.clock = clock;
    }

    private static void admit(Duration retention) {
        if (retention.compareTo(Tokens.SHOWN_AFTER_ITS_END) < 0) {
            throw new IllegalStateException("latchkey.retention.tokens has to be at least "
                    + Tokens.SHOWN_AFTER_ITS_END.toDays() + " days, since ended tokens are listed for that long");
        }
    }

    @Scheduled(every = "1h", delayed = "10m", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return config.tokens()
                .map(kept -> endedBefore(clock.instant().minus(kept)))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    Uni<Void> endedBefore(Instant end) {
        OffsetDateTime before = end.atOffset(ZoneOffset.UTC);
        return UniHelper.toUni(pool.preparedQuery(ENDED).execute(Tuple.of(before, AT_ONCE)))
                .map(Ended::of)
                .flatMap(ended -> ended.ids().isEmpty()
                        ? Uni.createFrom().voidItem()
                        : forget(ended, before).flatMap(done -> endedBefore(end)));
    }

    private Uni<Void> forget(Ended ended, OffsetDateTime before) {
        return cache.forgetTokens(ended.hmacs())
                .flatMap(gone -> UniHelper.toUni(
                        pool.preparedQuery(FORGET).execute(Tuple.of(ended.ids().toArray(UUID[]::new), before))))
                .invoke(deleted ->
                        LOG.infof("%d tokens that ended before %s are forgotten", deleted.rowCount(), before))
                .replaceWithVoid();
    }

    private record Ended(List<UUID> ids, List<byte[]> hmacs) {
        static Ended of(Iterable<Row> rows) {
            Ended ended = new Ended(new ArrayList<>(), new ArrayList<>());
            for (Row row : rows) {
                ended.ids.add(row.getUUID("id"));
                ended.hmacs.add(row.getBuffer("hmac").getBytes());
            }
            return ended;
        }
    }
}
