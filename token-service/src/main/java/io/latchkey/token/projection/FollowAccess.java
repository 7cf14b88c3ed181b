package io.latchkey.token.projection;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.outbox.SomeAtOnce;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.latchkey.token.tokens.ShortenTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Scopes, devices and workspaces as workspace-service tells them: upsert where newer, note what changed for the cache,
 * commit, write to Redis. Replays and late events find something newer and change nothing.
 */
@ApplicationScoped
class FollowAccess {
    private static final String SCOPES = CacheSync.notingScopes("""
            insert into scope (account, workspace, kind, status, revision, permissions, every_device, device_ids,
                               device_permissions, devices_revision, teams, event, event_at, actor)
            select e.account, e.workspace, e.kind, e.status, e.revision, e.permissions, e."everyDevice",
                   l.ids, l.permissions, e.revision, e.teams, e."eventId", e."eventTime", e.actor
            from jsonb_to_recordset($1) as e(
                     account uuid, workspace uuid, kind text, status text, revision bigint, permissions text[],
                     "everyDevice" text[], "listedDevices" jsonb, teams uuid[],
                     "eventId" text, "eventTime" timestamptz, actor uuid),
                 jsonb_to_record(e."listedDevices") as l(ids uuid[], permissions text[])
            on conflict (account, workspace) do update set
                status = excluded.status, revision = excluded.revision, permissions = excluded.permissions,
                every_device = excluded.every_device, device_ids = excluded.device_ids,
                device_permissions = excluded.device_permissions, teams = excluded.teams,
                event = excluded.event, event_at = excluded.event_at, actor = excluded.actor,
                devices_revision = case
                    when scope.status = excluded.status and scope.device_ids = excluded.device_ids
                         and scope.device_permissions = excluded.device_permissions
                    then scope.devices_revision else excluded.revision end
            where scope.revision < excluded.revision or $2
            returning account, workspace""");

    private static final String DEVICES = CacheSync.notingDevices("""
            insert into device (id, workspace, status, revision, teams)
            select device, workspace, status, revision, teams
            from jsonb_to_recordset($1) as e(
                device uuid, workspace uuid, status text, revision bigint, teams jsonb)
            on conflict (id) do update set
                status = excluded.status, revision = excluded.revision, teams = excluded.teams
            where device.revision < excluded.revision or $2
            returning id""");

    private static final String WORKSPACES = CacheSync.notingWorkspaces("""
            insert into workspace (id, status, revision, token_max_lifetime, token_default_lifetime,
                                   token_policy_since)
            select workspace, status, revision, p."maxLifetime", p."defaultLifetime",
                   coalesce(e."eventTime", clock_timestamp())
            from jsonb_to_recordset($1) as e(workspace uuid, status text, revision bigint, "tokenPolicy" jsonb,
                                            "eventTime" timestamptz),
                 jsonb_to_record(coalesce(nullif(e."tokenPolicy", 'null'), '{}'))
                     as p("maxLifetime" bigint, "defaultLifetime" bigint)
            on conflict (id) do update set
                status = excluded.status, revision = excluded.revision,
                token_max_lifetime = excluded.token_max_lifetime,
                token_default_lifetime = excluded.token_default_lifetime,
                token_policy_since = case
                    when (workspace.token_max_lifetime, workspace.token_default_lifetime)
                         is not distinct from (excluded.token_max_lifetime, excluded.token_default_lifetime)
                    then workspace.token_policy_since else excluded.token_policy_since end
            where workspace.revision < excluded.revision or $2
            returning id""");

    private final Pool pool;
    private final CacheSync cache;
    private final FollowAccount followAccount;
    private final ShortenTokens shortenTokens;
    private final Recordset recordset;
    private final Retelling retelling;
    private final SomeAtOnce someAtOnce;
    /** Whether older events are applied too; in the control of fault runs. */
    private final boolean blindly;

    FollowAccess(
            Pool pool,
            CacheSync cache,
            FollowAccount followAccount,
            ShortenTokens shortenTokens,
            Recordset recordset,
            Retelling retelling,
            SomeAtOnce someAtOnce,
            Protections protections) {
        this.pool = pool;
        this.cache = cache;
        this.followAccount = followAccount;
        this.shortenTokens = shortenTokens;
        this.recordset = recordset;
        this.retelling = retelling;
        this.someAtOnce = someAtOnce;
        this.blindly = !protections.on(Protection.NEWER_ONLY);
    }

    Uni<Void> follow(AccessBatch batch) {
        Uni<Void> applied = Uni.createFrom()
                .completionStage(() -> pool.withTransaction(transaction -> upsert(transaction, batch))
                        .flatMap(cache::settle)
                        .toCompletionStage());
        for (UUID workspace : batch.limitedWorkspaces()) {
            applied = applied.flatMap(before -> shortenTokens.in(workspace));
        }
        return applied.flatMap(before -> someAtOnce.each(batch.endedApiUsers(), this::end));
    }

    private Uni<Void> end(MemberEvent ended) {
        return followAccount.end(ended.account(), ended.name() == null ? "" : ended.name());
    }

    private Future<List<Pending>> upsert(SqlConnection transaction, AccessBatch batch) {
        return retelling
                .compare(transaction, batch)
                // In this order, but none waits for the answer to the one before.
                .flatMap(compared -> Future.join(
                        changed(transaction, SCOPES, batch.members()),
                        changed(transaction, DEVICES, batch.devices()),
                        changed(transaction, WORKSPACES, batch.workspaces())))
                .flatMap(changed -> retelling
                        .removeUntold(transaction, batch)
                        .map(removed -> Stream.concat(changed.<List<Pending>>list().stream(), Stream.of(removed))
                                .flatMap(List::stream)
                                .toList()));
    }

    private Future<List<Pending>> changed(SqlConnection transaction, String upsert, Collection<?> events) {
        return events.isEmpty()
                ? Future.succeededFuture(List.of())
                : cache.note(transaction, upsert, Tuple.of(recordset.of(events), blindly));
    }
}
