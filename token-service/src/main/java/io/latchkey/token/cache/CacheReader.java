package io.latchkey.token.cache;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.scopes.DeviceEntry;
import io.latchkey.token.scopes.Facts;
import io.latchkey.token.scopes.WorkspaceEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Reads all a check needs in one pipelined round trip, whatever the holder has. Never writes. */
@Singleton
public class CacheReader {
    private final RedisLines redis;
    private final GatheredReads gathered;
    private final OwnWrites ownWrites;
    private final RecentFacts recent;
    private final boolean leased;

    CacheReader(
            RedisLines redis,
            GatheredReads gathered,
            OwnWrites ownWrites,
            RecentFacts recent,
            Protections protections) {
        this.redis = redis;
        this.gathered = gathered;
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
            return 31 * (31 * Arrays.hashCode(hmac) + Objects.hashCode(workspace)) + Objects.hashCode(device);
        }
    }

    /** As {@link #read}, or from this instance's own memory, where that is on and nothing says that it has changed. */
    public void recent(Wanted wanted, BiConsumer<Facts, Throwable> then) {
        if (!recent.isOn()) {
            read(wanted, then);
            return;
        }
        Facts known = recent.of(wanted);
        if (known != null && ownWrites.admit(known, wanted)) {
            then.accept(known, null);
            return;
        }
        long askedAt = recent.now();
        read(wanted, (facts, failure) -> {
            if (facts != null) {
                recent.remember(wanted, facts, askedAt);
            }
            then.accept(facts, failure);
        });
    }

    /**
     * Calls back, and makes no future: a check of a hundred has a hundred of these.
     *
     * @param then takes what was read, or null where the cache proves nothing, since it is not complete or older than what this
     *     instance has written; or why Redis does not answer
     */
    public void read(Wanted wanted, BiConsumer<Facts, Throwable> then) {
        gathered.read(wanted, then);
    }

    private boolean isComplete(Response epoch) {
        return epoch != null || !leased;
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
