package io.latchkey.token.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

class AccessQueueTest {
    private static final int MANY = 3 * AccessQueue.AT_ONCE;

    private final AccessQueue queue = new AccessQueue();
    private final AtomicInteger wanted = new AtomicInteger();

    @Test
    void aWorkspaceOfWhichThousandsAreToldKeepsNoOtherWaiting() {
        add(message(keys("crowd", MANY)));
        add(message("small/1", "other/1", "small/2"));

        List<String> next = told(queue.next());

        assertThat(next).hasSize(AccessQueue.AT_ONCE).contains("small/1", "small/2", "other/1");
    }

    @Test
    void thoseOfAWorkspaceStayInTheirOrder() {
        add(message(keys("crowd", MANY)));
        add(message(keys("second", MANY)));
        List<String> all = new ArrayList<>();

        for (List<AccessQueue.Waiting> next = queue.next(); !next.isEmpty(); next = queue.next()) {
            all.addAll(told(next));
        }

        assertThat(all).filteredOn(key -> key.startsWith("crowd/")).containsExactly(keys("crowd", MANY));
        assertThat(all).filteredOn(key -> key.startsWith("second/")).containsExactly(keys("second", MANY));
    }

    @Test
    void nobodyWaitsForAWorkspaceOfItsOwnSize() {
        add(message(keys("one", MANY)));
        add(message(keys("two", MANY)));

        List<String> next = told(queue.next());

        assertThat(next).filteredOn(key -> key.startsWith("one/")).hasSizeLessThan(next.size());
        assertThat(next.subList(0, 2 * AccessQueue.TURN))
                .filteredOn(key -> key.startsWith("two/"))
                .hasSize(AccessQueue.TURN);
    }

    @Test
    void whatIsToldAgainAndAgainIsTakenAtOnce() {
        for (int i = 0; i < AccessQueue.AT_ONCE; i++) {
            add(message("busy/1", "busy"));
        }
        add(message("other/1"));

        assertThat(told(queue.next())).hasSize(2 * AccessQueue.AT_ONCE + 1);
    }

    @Test
    void whatIsTakenOfAWorkspaceHasNoGap() {
        add(message(keys("busy", AccessQueue.TURN - 1)));
        add(message("busy/1", "busy/new", "busy/1", "busy/newer", "busy/1"));
        add(message(keys("crowd", MANY)));
        String[] first = keys("busy", AccessQueue.TURN + 2);
        first[AccessQueue.TURN - 1] = "busy/1";
        first[AccessQueue.TURN] = "busy/new";
        first[AccessQueue.TURN + 1] = "busy/1";

        assertThat(told(queue.next()).subList(0, AccessQueue.TURN + 3))
                .startsWith(first)
                .endsWith("crowd/1");
    }

    @Test
    void oneTransactionDoesNotTakeAllThatIsToldAndHasTurnsAllTheSame() {
        for (int i = 0; i < AccessQueue.EVENTS_AT_ONCE - 1; i++) {
            add(message("busy/1", "busy"));
        }
        add(message("other/1", "other"));

        List<AccessQueue.Waiting> first = queue.next();
        assertThat(first).hasSize(AccessQueue.EVENTS_AT_ONCE);
        assertThat(told(first)).contains("other/1");
        assertThat(queue.next()).hasSize(AccessQueue.EVENTS_AT_ONCE);
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void aMessageIsThroughOnceAllOfItIsAppliedAndAllThatCameBefore() {
        Message<ConsumerRecords<String, byte[]>> crowd = message(keys("crowd", AccessQueue.AT_ONCE));
        Message<ConsumerRecords<String, byte[]>> small = message("small/1");
        add(crowd);
        add(small);
        List<AccessQueue.Waiting> first = queue.next();
        assertThat(told(first)).contains("small/1");

        assertThat(queue.applied(first)).isEmpty();
        assertThat(queue.size()).isEqualTo(1);
        assertThat(queue.applied(queue.next())).containsExactly(crowd, small);
        assertThat(queue.size()).isZero();
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void anEmptyMessageAndKeysOfNoWorkspaceAreNoTrouble() {
        Message<ConsumerRecords<String, byte[]>> empty = message();
        Message<ConsumerRecords<String, byte[]>> strange = message(null, "heartbeat/3", "");
        add(empty);
        add(strange);

        assertThat(queue.applied(queue.next())).containsExactly(empty, strange);
    }

    @Test
    void noMoreAreWantedThanThereIsRoomFor() {
        int large = (int) (AccessQueue.ROOM_BYTES / 2);
        add(message(large, "one/1"));
        assertThat(wanted).hasValue(1);

        add(message(large, "two/1"));
        assertThat(wanted).hasValue(1);

        queue.applied(queue.next());
        assertThat(wanted).hasValue(2);
    }

    private void add(Message<ConsumerRecords<String, byte[]>> message) {
        queue.add(message, wanted::incrementAndGet);
    }

    private static String[] keys(String workspace, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> workspace + "/" + n)
                .toArray(String[]::new);
    }

    private static List<String> told(List<AccessQueue.Waiting> events) {
        return events.stream().map(event -> event.told().key()).toList();
    }

    private static Message<ConsumerRecords<String, byte[]>> message(String... keys) {
        return message(1, keys);
    }

    private static Message<ConsumerRecords<String, byte[]>> message(int bytes, String... keys) {
        List<ConsumerRecord<String, byte[]>> records = Arrays.stream(keys)
                .map(key -> new ConsumerRecord<>("workspace.access.v1", 0, 0, key, new byte[bytes]))
                .toList();
        return Message.of(new ConsumerRecords<>(
                records.isEmpty() ? Map.of() : Map.of(new TopicPartition("workspace.access.v1", 0), records),
                Map.of()));
    }
}
