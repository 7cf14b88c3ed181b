package io.latchkey.token.cache;

import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.Facts;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The same facts from the truth itself, in one statement: for checks while the cache is not to be trusted. */
@Singleton
public class PostgresReader {
    private static final String SCOPE = ", " + Rows.SCOPE + """
            , s.device_permissions,
            coalesce($3::uuid = any(s.device_ids), false) as listed,
            d.workspace as device_workspace, d.status as device_status, d.revision as device_revision,
            d.teams as device_teams,
            w.status as workspace_status, w.revision as workspace_revision,
            x.status as awaited_status, x.revision as awaited_revision,
            (select (extract(epoch from min(at)) * 1000)::bigint from heard) as heard""";

    private static final String JOINS = """
            left join scope s on s.account = a.id and s.workspace = $2
            left join device d on d.id = $3
            left join workspace w on w.id = $2
            left join workspace x on x.id = $4
            """;

    private static final String TOKEN =
            "select " + Rows.TOKEN + SCOPE + " from token t join account a on a.id = t.account " + JOINS;

    private static final String BY_TOKEN = TOKEN + " where t.hmac = $1";
    private static final String BY_ID = TOKEN + " where t.id = $1";

    /** A person's session counts like a token that never expires. */
    private static final String BY_ACCOUNT = """
            select a.id as id, a.id as account, a.kind, 'active' as status, a.status as account_status,
                   null::timestamptz as expires_at, 0::bigint as version, a.revision as account_revision,
                   false as rotated,
                   null::varchar[] as limit_permissions, null::uuid[] as limit_workspaces,
                   null::uuid[] as limit_devices, null::varchar[] as limit_networks
            """ + SCOPE + " from account a " + JOINS + " where a.id = $1";

    private static final String DEVICE = """
            select workspace as device_workspace, status as device_status, revision as device_revision,
                   teams as device_teams
            from device where id = $1""";

    /**
     * Whether every check, on every instance, knows of a change: it is committed here, and nothing of it waits for the cache
     * - or it has waited for so long that the cache counts as complete no more, so that every check asks here.
     */
    private static final String ACCOUNT = """
            select revision >= $2 and not exists (
                       select 1 from cache_pending p where p.account = a.id and p.workspace is null
                       and p.created_at > clock_timestamp() - $3 * interval '1 millisecond') as applied
            from account a where id = $1""";

    private static final String WORKSPACE_APPLIED = """
            select revision >= $2 and not exists (
                       select 1 from cache_pending p left join device d on d.id = p.device
                       where (p.workspace = w.id or d.workspace = w.id)
                       and p.created_at > clock_timestamp() - $3 * interval '1 millisecond') as applied
            from workspace w where id = $1""";

    private static final String ANY = """
            select t.hmac, s.workspace
            from (select account, workspace from scope where status = 'active' limit 100) s
            join token t on t.account = s.account and t.status = 'active'
            limit 1""";

    private final Pool pool;
    private final Rows rows;
    private final Lapse lapse;
    private final Duration timeout;

    PostgresReader(Pool pool, Rows rows, Lapse lapse, CacheConfig config) {
        this.pool = pool;
        this.rows = rows;
        this.lapse = lapse;
        this.timeout = config.postgresTimeout();
    }

    public Future<Facts> byToken(CacheReader.Wanted wanted) {
        return read(BY_TOKEN, wanted.hmac(), wanted.workspace(), wanted.device(), wanted.awaited());
    }

    public Future<Facts> byId(UUID token, UUID workspace, UUID device) {
        return read(BY_ID, token, workspace, device, null);
    }

    public Future<Facts> byAccount(UUID account, UUID workspace, UUID device, UUID awaited) {
        return read(BY_ACCOUNT, account, workspace, device, awaited);
    }

    private Future<Facts> read(String query, Object by, UUID workspace, UUID device, UUID awaited) {
        return ask(query, Tuple.of(by, workspace, device, awaited))
                .map(found ->
                        found.size() == 0 ? Facts.NONE : facts(found.iterator().next(), workspace, awaited));
    }

    private Future<RowSet<Row>> ask(String query, Tuple parameters) {
        return pool.preparedQuery(query).execute(parameters).timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Facts facts(Row row, UUID workspace, UUID awaited) {
        boolean inWorkspace = row.getLong("scope_revision") != null;
        return new Facts(
                rows.token(row, 0),
                inWorkspace ? rows.scope(row, Rows.TOKEN_WIDTH) : null,
                inWorkspace && row.getBoolean("listed") ? rows.grant(row, workspace) : null,
                row.getLong("device_revision") == null ? null : rows.device(row),
                rows.workspace(row, "workspace_status", "workspace_revision"),
                awaited == null ? null : rows.workspace(row, "awaited_status", "awaited_revision"),
                row.getLong("heard") == null ? 0 : row.getLong("heard"));
    }

    /** Some living token, and where its account may do something; empty where none is soon found. */
    public Future<Optional<CacheReader.Wanted>> any() {
        return ask(ANY, Tuple.tuple())
                .map(found -> found.size() == 0
                        ? Optional.empty()
                        : Optional.of(any(found.iterator().next())));
    }

    private static CacheReader.Wanted any(Row row) {
        return new CacheReader.Wanted(row.getBuffer("hmac").getBytes(), row.getUUID("workspace"), null, null);
    }

    /** Whether every check knows the workspace's change. */
    public Future<Boolean> isWorkspaceApplied(UUID workspace, long revision) {
        return isApplied(WORKSPACE_APPLIED, workspace, revision);
    }

    /** Whether every check knows the account's change. */
    public Future<Boolean> isAccountApplied(UUID account, long revision) {
        return isApplied(ACCOUNT, account, revision);
    }

    private Future<Boolean> isApplied(String query, UUID of, long revision) {
        return ask(query, Tuple.of(of, revision, lapse.surelyMillis()))
                .map(found -> found.size() > 0 && found.iterator().next().getBoolean("applied"));
    }

    /** Where a device is; a removed one where there is none. */
    public Future<DeviceEntry> device(UUID device) {
        return ask(DEVICE, Tuple.of(device))
                .map(found -> found.size() == 0
                        ? new DeviceEntry(0, true, null, Map.of())
                        : rows.device(found.iterator().next()));
    }
}
