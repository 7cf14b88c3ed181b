package io.latchkey.token.cache;

import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.DeviceGrantEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Reads all a check needs in one pipelined round trip, whatever the holder has. Never writes. */
@ApplicationScoped
public class CacheReader {
    private final Redis redis;
    private final long timeoutMillis;

    CacheReader(Redis redis, CacheConfig config) {
        this.redis = redis;
        this.timeoutMillis = config.timeout().toMillis();
    }

    /** What to read; workspace, device and awaited may be null. */
    public record Wanted(byte[] hmac, UUID workspace, UUID device, UUID awaited) {}

    /** Empty where the cache is not complete, so that it proves nothing; fails where Redis does not answer. */
    public Future<Optional<Facts>> read(Wanted wanted) {
        List<Request> pipeline = new ArrayList<>(5);
        Request token =
                Request.cmd(Command.HMGET).arg(Keys.token(wanted.hmac())).arg(Keys.META);
        if (wanted.workspace() != null) {
            token.arg(Keys.scope(wanted.workspace()));
        }
        if (wanted.device() != null) {
            token.arg(Keys.grant(wanted.device()));
        }
        pipeline.add(Request.cmd(Command.GET).arg(Keys.EPOCH));
        pipeline.add(token);
        add(pipeline, wanted.workspace() == null ? null : Keys.workspace(wanted.workspace()));
        add(pipeline, wanted.device() == null ? null : Keys.device(wanted.device()));
        add(pipeline, wanted.awaited() == null ? null : Keys.workspace(wanted.awaited()));
        return redis.batch(pipeline)
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .map(answers -> facts(answers, wanted));
    }

    private static void add(List<Request> pipeline, String key) {
        if (key != null) {
            pipeline.add(Request.cmd(Command.GET).arg(key));
        }
    }

    private static Optional<Facts> facts(List<Response> answers, Wanted wanted) {
        if (answers.get(0) == null) {
            return Optional.empty();
        }
        Response token = answers.get(1);
        if (token.get(0) == null) {
            return Optional.of(Facts.NONE);
        }
        int field = 1;
        int answer = 2;
        ScopeEntry scope = null;
        WorkspaceEntry workspace = null;
        if (wanted.workspace() != null) {
            scope = token.get(field) == null
                    ? null
                    : ScopeEntry.decode(token.get(field).toString());
            workspace = workspace(answers.get(answer));
            field++;
            answer++;
        }
        DeviceGrantEntry grant = null;
        DeviceEntry device = null;
        if (wanted.device() != null) {
            grant = token.get(field) == null
                    ? null
                    : DeviceGrantEntry.decode(token.get(field).toString());
            device = answers.get(answer) == null
                    ? null
                    : DeviceEntry.decode(answers.get(answer).toString());
            answer++;
        }
        WorkspaceEntry awaited = wanted.awaited() == null ? null : workspace(answers.get(answer));
        return Optional.of(
                new Facts(TokenEntry.decode(token.get(0).toString()), scope, grant, device, workspace, awaited));
    }

    private static WorkspaceEntry workspace(Response answer) {
        return answer == null ? WorkspaceEntry.UNKNOWN : WorkspaceEntry.decode(answer.toString());
    }

    /** How far a workspace is; empty where the cache is not complete. */
    public Future<Optional<WorkspaceEntry>> workspace(UUID workspace) {
        return redis.batch(List.of(
                        Request.cmd(Command.GET).arg(Keys.EPOCH),
                        Request.cmd(Command.GET).arg(Keys.workspace(workspace))))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .map(answers -> answers.get(0) == null ? Optional.empty() : Optional.of(workspace(answers.get(1))));
    }

    /** Where a device is; empty where the cache is not complete. */
    public Future<Optional<DeviceEntry>> device(UUID device) {
        return redis.batch(List.of(
                        Request.cmd(Command.GET).arg(Keys.EPOCH),
                        Request.cmd(Command.GET).arg(Keys.device(device))))
                .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
                .map(answers -> answers.get(0) == null
                        ? Optional.<DeviceEntry>empty()
                        : Optional.of(
                                answers.get(1) == null
                                        ? new DeviceEntry(0, true, null, java.util.Map.of())
                                        : DeviceEntry.decode(answers.get(1).toString())));
    }
}
