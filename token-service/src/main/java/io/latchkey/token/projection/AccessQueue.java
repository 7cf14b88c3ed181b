package io.latchkey.token.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Events that have come from Kafka and are not applied yet. Those of one workspace stay in their order; workspaces take turns,
 * so that none waits for another of which thousands of things are told at once. What is told several times counts once, since
 * the newest alone is applied: after an outage that is most of it. Not for several threads.
 */
final class AccessQueue {
    /** Of events that wait; beyond it no more are taken from Kafka for now. */
    static final long ROOM_BYTES = 16L * 1024 * 1024;
    /** Beside its value: key, headers, objects. */
    private static final int BYTES_OF_AN_EVENT = 500;

    /** Things, such as members, of which events tell. */
    static final int AT_ONCE = 250;

    /** Things of one workspace, before it is another's turn. */
    static final int TURN = 50;

    /** Events, however few things they tell of; and half as many of one workspace in its turn. */
    static final int EVENTS_AT_ONCE = 1000;

    private final Map<String, Deque<Waiting>> byWorkspace = new LinkedHashMap<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private final AtomicInteger size = new AtomicInteger();
    private long bytes;
    private Runnable whenRoom;

    record Waiting(ConsumerRecord<String, byte[]> told, Arrival arrival) {
        private long bytes() {
            return BYTES_OF_AN_EVENT + (told.value() == null ? 0 : told.value().length);
        }
    }

    /** What came at once, and is to be acknowledged at once. */
    static final class Arrival {
        private final Message<ConsumerRecords<String, byte[]>> message;
        private int left;

        private Arrival(Message<ConsumerRecords<String, byte[]>> message) {
            this.message = message;
            this.left = message.getPayload().count();
        }
    }

    /** @param whenRoom run once more may come, which may be at once */
    void add(Message<ConsumerRecords<String, byte[]>> message, Runnable whenRoom) {
        Arrival arrival = new Arrival(message);
        arrivals.add(arrival);
        size.addAndGet(arrival.left);
        for (ConsumerRecord<String, byte[]> told : message.getPayload()) {
            Waiting event = new Waiting(told, arrival);
            bytes += event.bytes();
            byWorkspace
                    .computeIfAbsent(workspace(told), first -> new ArrayDeque<>())
                    .add(event);
        }
        this.whenRoom = whenRoom;
        tellOfRoom();
    }

    /** What its key begins with. */
    private static String workspace(ConsumerRecord<String, byte[]> told) {
        return told.key() == null ? "" : told.key().split("/", 2)[0];
    }

    /** Some of each of those whose turn it is, to be given to {@link #applied} afterwards; empty where nothing waits. */
    List<Waiting> next() {
        List<Waiting> next = new ArrayList<>();
        for (int things = 0; things < AT_ONCE && next.size() < EVENTS_AT_ONCE && !byWorkspace.isEmpty(); ) {
            Map.Entry<String, Deque<Waiting>> first =
                    byWorkspace.entrySet().iterator().next();
            byWorkspace.remove(first.getKey());
            things += take(first.getValue(), Math.min(TURN, AT_ONCE - things), next);
            if (!first.getValue().isEmpty()) {
                byWorkspace.put(first.getKey(), first.getValue());
            }
        }
        return next;
    }

    /** The first ones, without a gap, since between them a workspace may be as it never was; of how many things they are. */
    private static int take(Deque<Waiting> waiting, int most, List<Waiting> next) {
        Set<String> things = new HashSet<>();
        int room = Math.min(EVENTS_AT_ONCE / 2, EVENTS_AT_ONCE - next.size());
        for (int taken = 0; taken < room && !waiting.isEmpty(); taken++) {
            String thing = waiting.getFirst().told().key();
            if (!things.contains(thing) && things.size() == most) {
                break;
            }
            things.add(thing);
            next.add(waiting.remove());
        }
        return things.size();
    }

    /** The messages of which nothing waits any more, nor of any that came before them; in the order in which they came. */
    List<Message<ConsumerRecords<String, byte[]>>> applied(List<Waiting> events) {
        size.addAndGet(-events.size());
        for (Waiting event : events) {
            event.arrival().left--;
            bytes -= event.bytes();
        }
        List<Message<ConsumerRecords<String, byte[]>>> through = new ArrayList<>();
        while (!arrivals.isEmpty() && arrivals.getFirst().left == 0) {
            through.add(arrivals.remove().message);
        }
        tellOfRoom();
        return through;
    }

    /** Events that are not applied yet; for any thread. */
    int size() {
        return size.get();
    }

    private void tellOfRoom() {
        if (bytes < ROOM_BYTES && whenRoom != null) {
            Runnable told = whenRoom;
            whenRoom = null;
            told.run();
        }
    }
}
