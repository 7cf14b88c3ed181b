package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.DeviceGrantEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.ScopeEntry;
import io.latchkey.token.scopes.TokenEntry;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads all a check needs in one pipelined round trip, whatever the holder has. Never writes. */
@Singleton
public class CacheReader {
    private final RedisLines redis;
    private final OwnWrites ownWrites;
    private final RecentFacts recent;
    private final boolean leased;

    CacheReader(RedisLines redis, OwnWrites ownWrites, RecentFacts recent, Protections protections) {
        this.redis = redis;
        this.ownWrites = ownWrites;
        this.recent = recent;
        this.leased = protections.on(Protection.LEASE);
    }

    /** What to read; workspace, device and awaited may be null. */
    public record Wanted(byte[] hmac, UUID workspace, UUID device, UUID awaited) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Wanted that
                    && Arrays.equals(hmac, that.hmac)
                    && Objects.equals(workspace, that.workspace)
                    && Objects.equals(device, that.device)
                    && Objects.equals(awaited, that.awaited);
        }

        @Override
        public int hashCode() {
            return Objects.hash(Arrays.hashCode(hmac), workspace, device, awaited);
        }
    }

    /** As {@link #read}, or from this instance's own memory, where that is on and nothing says that it has changed. */
    public Future<Optional<Facts>> recent(Wanted wanted) {
        if (!recent.isOn()) {
            return read(wanted);
        }
        Facts known = recent.of(wanted);
        if (known != null && ownWrites.admit(known, wanted)) {
            return Future.succeededFuture(Optional.of(known));
        }
        long askedAt = recent.now();
        return read(wanted).onSuccess(read -> read.ifPresent(facts -> recent.remember(wanted, facts, askedAt)));
    }

    /**
     * Empty where the cache proves nothing, since it is not complete or older than what this instance has written; fails
     * where Redis does not answer.
     */
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
        return redis.send(pipeline)
                .map(answers -> isComplete(answers.get(0))
                        ? Optional.of(facts(answers, wanted)).filter(facts -> ownWrites.admit(facts, wanted))
                        : Optional.empty());
    }

    private static void add(List<Request> pipeline, String key) {
        if (key != null) {
            pipeline.add(Request.cmd(Command.GET).arg(key));
        }
    }

    private boolean isComplete(Response epoch) {
        return epoch != null || !leased;
    }

    private static Facts facts(List<Response> answers, Wanted wanted) {
        Response token = answers.get(1);
        if (token.get(0) == null) {
            return Facts.NONE;
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
        return new Facts(
                TokenEntry.decode(token.get(0).toString()),
                scope,
                grant,
                device,
                workspace,
                awaited,
                answers.get(0) == null ? 0 : answers.get(0).toLong());
    }

    private static WorkspaceEntry workspace(Response answer) {
        return answer == null ? WorkspaceEntry.UNKNOWN : WorkspaceEntry.decode(answer.toString());
    }

    /** How far a workspace is; empty where the cache proves nothing. */
    public Future<Optional<WorkspaceEntry>> workspace(UUID workspace) {
        return redis.send(List.of(
                        Request.cmd(Command.GET).arg(Keys.EPOCH),
                        Request.cmd(Command.GET).arg(Keys.workspace(workspace))))
                .map(answers -> isComplete(answers.get(0))
                        ? Optional.of(workspace(answers.get(1)))
                                .filter(entry -> ownWrites.admitWorkspace(workspace, entry.revision()))
                        : Optional.empty());
    }

    /** Where a device is; empty where the cache proves nothing. */
    public Future<Optional<DeviceEntry>> device(UUID device) {
        return redis.send(List.of(
                        Request.cmd(Command.GET).arg(Keys.EPOCH),
                        Request.cmd(Command.GET).arg(Keys.device(device))))
                .map(answers -> isComplete(answers.get(0))
                        ? Optional.of(device(answers.get(1)))
                                .filter(entry -> ownWrites.admitDevice(device, entry.revision()))
                        : Optional.empty());
    }

    /** A removed one where there is none. */
    private static DeviceEntry device(Response answer) {
        return answer == null
                ? new DeviceEntry(0, true, null, java.util.Map.of())
                : DeviceEntry.decode(answer.toString());
    }
}
