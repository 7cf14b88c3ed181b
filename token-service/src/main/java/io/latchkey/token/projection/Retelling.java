package io.latchkey.token.projection;

import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * What is told anew against what is held. It comes in order with all other events, so that there should be no difference:
 * one means that an event was missed, or that somebody changed the database. Each is put right, and is an alarm.
 */
@ApplicationScoped
class Retelling {
    private static final Logger LOG = Logger.getLogger(Retelling.class);

    /** Only where all before it was applied: who reads a topic from its beginning holds nothing yet, and has missed nothing. */
    private static final String DIFFERING_SCOPES = """
            select count(*)::int as count
            from jsonb_to_recordset($1) as e(
                     account uuid, workspace uuid, status text, revision bigint, permissions text[],
                     "everyDevice" text[], "listedDevices" jsonb, teams uuid[])
                cross join jsonb_to_record(e."listedDevices") as l(ids uuid[], permissions text[])
                join workspace w on w.id = e.workspace and w.revision = e.revision - 1
                left join scope s on s.account = e.account and s.workspace = e.workspace
            where not coalesce(
                s.status = e.status
                and s.permissions <@ e.permissions and s.permissions @> e.permissions
                and s.every_device <@ e."everyDevice" and s.every_device @> e."everyDevice"
                and s.device_permissions <@ l.permissions and s.device_permissions @> l.permissions
                and s.teams <@ e.teams and s.teams @> e.teams
                and (select array_agg(id order by id) from unnest(s.device_ids) as held(id))
                    is not distinct from (select array_agg(id order by id) from unnest(l.ids) as told(id)),
                e.status = 'removed' and s.status is null)""";

    private static final String DIFFERING_DEVICES = """
            select count(*)::int as count
            from jsonb_to_recordset($1) as e(device uuid, workspace uuid, status text, revision bigint, teams jsonb)
                join workspace w on w.id = e.workspace and w.revision = e.revision - 1
                left join device d on d.id = e.device
            where not coalesce(d.status = e.status and d.teams <@ e.teams and d.teams @> e.teams,
                               e.status = 'removed' and d.status is null)""";

    private static final String REMOVE_SCOPES = CacheSync.notingScopes("""
            update scope set status = 'removed', revision = $2, permissions = '{}', every_device = '{}', device_ids = '{}',
                device_permissions = '{}', teams = '{}', devices_revision = $2, event = null, event_at = null, actor = null
            where workspace = $1 and status = 'active' and revision < $2
            returning account, workspace""");

    private static final String REMOVE_DEVICES = CacheSync.notingDevices("""
            update device set status = 'removed', revision = $2, teams = '[]'
            where workspace = $1 and status = 'active' and revision < $2
            returning id""");

    private final CacheSync cache;
    private final Recordset recordset;
    private final Counter compared;
    private final Counter differences;

    Retelling(CacheSync cache, Recordset recordset, MeterRegistry registry) {
        this.cache = cache;
        this.recordset = recordset;
        this.compared = Counter.builder("latchkey.retelling.compared")
                .description("Members and devices that were told anew")
                .register(registry);
        this.differences = Counter.builder("latchkey.retelling.differences")
                .description("Members and devices that were not held as workspace-service has them, and were put right")
                .register(registry);
    }

    /** Counts what differs, before it is overwritten. */
    Future<Void> compare(SqlConnection transaction, AccessBatch batch) {
        return differing(transaction, DIFFERING_SCOPES, batch.retoldMembers(), "members")
                .flatMap(scopes -> differing(transaction, DIFFERING_DEVICES, batch.retoldDevices(), "devices"));
    }

    /** Once all of a workspace was told: who or what is held and was not told of is not in it. */
    Future<List<Pending>> removeUntold(SqlConnection transaction, AccessBatch batch) {
        List<Pending> notes = new ArrayList<>();
        Future<Void> removed = Future.succeededFuture();
        for (Map.Entry<UUID, Long> told : batch.retold().entrySet()) {
            Tuple workspaceAt = Tuple.of(told.getKey(), told.getValue());
            removed = removed.flatMap(before -> removed(transaction, REMOVE_SCOPES, workspaceAt, "members"))
                    .onSuccess(notes::addAll)
                    .flatMap(noted -> removed(transaction, REMOVE_DEVICES, workspaceAt, "devices"))
                    .onSuccess(notes::addAll)
                    .mapEmpty();
        }
        return removed.map(done -> notes);
    }

    private Future<Void> differing(SqlConnection transaction, String count, Collection<?> told, String what) {
        if (told.isEmpty()) {
            return Future.succeededFuture();
        }
        return transaction
                .preparedQuery(count)
                .execute(Tuple.of(recordset.of(told)))
                .onSuccess(rows -> {
                    compared.increment(told.size());
                    note(rows.iterator().next().getInteger("count"), what + " were not held as they are");
                })
                .mapEmpty();
    }

    private Future<List<Pending>> removed(SqlConnection transaction, String remove, Tuple workspaceAt, String what) {
        return cache.note(transaction, remove, workspaceAt)
                .onSuccess(removed -> note(removed.size(), what + " were held that there are not"));
    }

    private void note(int count, String what) {
        if (count > 0) {
            differences.increment(count);
            LOG.errorf("%d %s; that is put right now", count, what);
        }
    }
}
