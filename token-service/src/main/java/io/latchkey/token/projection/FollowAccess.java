package io.latchkey.token.projection;

import static io.latchkey.token.projection.Recordset.ids;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.latchkey.token.tokens.ShortenTokens;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Scopes, devices and workspaces as workspace-service tells them: upsert where newer, note what changed for the cache,
 * commit, write to Redis. Replays and late events find something newer and change nothing.
 */
@ApplicationScoped
class FollowAccess {
    private static final String SCOPES = """
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
            returning account, workspace""";

    private static final String DEVICES = """
            insert into device (id, workspace, status, revision, teams)
            select device, workspace, status, revision, teams
            from jsonb_to_recordset($1) as e(
                device uuid, workspace uuid, status text, revision bigint, teams jsonb)
            on conflict (id) do update set
                status = excluded.status, revision = excluded.revision, teams = excluded.teams
            where device.revision < excluded.revision or $2
            returning id""";

    private static final String WORKSPACES = """
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
            returning id""";

    private final Pool pool;
    private final CacheSync cache;
    private final FollowAccount followAccount;
    private final ShortenTokens shortenTokens;
    private final Recordset recordset;
    private final Retelling retelling;
    /** Whether older events are applied too; in the control of fault runs. */
    private final boolean blindly;

    FollowAccess(
            Pool pool,
            CacheSync cache,
            FollowAccount followAccount,
            ShortenTokens shortenTokens,
            Recordset recordset,
            Retelling retelling,
            Protections protections) {
        this.pool = pool;
        this.cache = cache;
        this.followAccount = followAccount;
        this.shortenTokens = shortenTokens;
        this.recordset = recordset;
        this.retelling = retelling;
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
        for (MemberEvent ended : batch.endedApiUsers()) {
            String name = ended.name() == null ? "" : ended.name();
            applied = applied.flatMap(before -> followAccount.end(ended.account(), name));
        }
        return applied;
    }

    private Future<List<Pending>> upsert(SqlConnection transaction, AccessBatch batch) {
        List<Pending> notes = new ArrayList<>();
        return retelling
                .compare(transaction, batch)
                .flatMap(compared -> changed(transaction, SCOPES, batch.members()))
                .flatMap(rows -> cache.noteScopes(transaction, ids(rows, "account"), ids(rows, "workspace")))
                .onSuccess(notes::addAll)
                .flatMap(noted -> changed(transaction, DEVICES, batch.devices()))
                .flatMap(rows -> cache.noteDevices(transaction, ids(rows, "id")))
                .onSuccess(notes::addAll)
                .flatMap(noted -> changed(transaction, WORKSPACES, batch.workspaces()))
                .flatMap(rows -> cache.noteWorkspaces(transaction, ids(rows, "id")))
                .onSuccess(notes::addAll)
                .flatMap(noted -> retelling.removeUntold(transaction, batch))
                .onSuccess(notes::addAll)
                .map(noted -> notes);
    }

    private Future<? extends Iterable<Row>> changed(SqlConnection transaction, String upsert, Collection<?> events) {
        if (events.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return transaction.preparedQuery(upsert).execute(Tuple.of(recordset.of(events), blindly));
    }
}
