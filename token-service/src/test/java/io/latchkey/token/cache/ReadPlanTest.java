package io.latchkey.token.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.token.cache.CacheReader.Wanted;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.BulkType;
import io.vertx.redis.client.impl.types.MultiType;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReadPlanTest {
    private static final UUID WORKSPACE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);
    private static final UUID DEVICE = new UUID(0, 3);
    private static final String LEASE = "1700000000000";

    private static Wanted wanted(int token, UUID workspace, UUID device, UUID awaited) {
        return new Wanted(new byte[] {(byte) token}, workspace, device, awaited);
    }

    private static List<String> sent(Wanted... wanted) {
        return new ReadPlan(List.of(wanted))
                .requests().stream().map(Request::toString).toList();
    }

    private static String token(int token, String... fields) {
        return request(Command.HMGET, fields, Keys.token(new byte[] {(byte) token}), Keys.META);
    }

    private static String leaseAnd(String... keys) {
        return request(Command.MGET, keys, Keys.EPOCH);
    }

    private static String request(Command command, String[] more, String... first) {
        Request request = Request.cmd(command);
        for (String arg : first) {
            request.arg(arg);
        }
        for (String arg : more) {
            request.arg(arg);
        }
        return request.toString();
    }

    private static Response values(String value) {
        MultiType all = MultiType.create(1, false);
        all.add(value == null ? null : BulkType.create(Buffer.buffer(value), false));
        return all;
    }

    @Test
    void revisionsComeBeforeWhatTheyAreOfAndTheLeaseIsFirstAndLast() {
        assertThat(sent(wanted(1, WORKSPACE, DEVICE, OTHER)))
                .containsExactly(
                        leaseAnd(Keys.workspace(WORKSPACE), Keys.workspace(OTHER)),
                        token(1, Keys.scope(WORKSPACE), Keys.grant(DEVICE)),
                        leaseAnd(Keys.device(DEVICE)));
    }

    @Test
    void whatManyWantIsAskedForOnce() {
        assertThat(sent(
                        wanted(1, WORKSPACE, null, null),
                        wanted(2, WORKSPACE, DEVICE, WORKSPACE),
                        wanted(3, OTHER, DEVICE, null),
                        wanted(4, null, null, null)))
                .containsExactly(
                        leaseAnd(Keys.workspace(WORKSPACE), Keys.workspace(OTHER)),
                        token(1, Keys.scope(WORKSPACE)),
                        token(2, Keys.scope(WORKSPACE), Keys.grant(DEVICE)),
                        token(3, Keys.scope(OTHER), Keys.grant(DEVICE)),
                        token(4),
                        leaseAnd(Keys.device(DEVICE)));
    }

    @Test
    void nothingIsBelievedOfACacheThatWasEmptiedOrFilledMeanwhile() {
        Response nothing = values(null);

        assertThat(ReadPlan.isLeased(List.of(values(LEASE), nothing, values(LEASE))))
                .isTrue();
        assertThat(ReadPlan.isLeased(List.of(values(LEASE), nothing, values(null))))
                .isFalse();
        assertThat(ReadPlan.isLeased(List.of(values(null), nothing, values(LEASE))))
                .isFalse();
    }
}
