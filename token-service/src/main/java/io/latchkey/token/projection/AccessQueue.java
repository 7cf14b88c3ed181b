package io.latchkey.token.projection;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * Events that have come from Kafka and are not applied yet. Those of one workspace stay in their order; workspaces take turns,
 * so that none waits for another of which thousands of things are told at once. Not for several threads.
 */
final class AccessQueue {
    /** Of events that wait; beyond it no more are taken from Kafka for now. */
    static final long ROOM_BYTES = 16L * 1024 * 1024;
    /** Beside its value: key, headers, objects. */
    private static final int BYTES_OF_AN_EVENT = 500;

    static final int AT_ONCE = 250;
    static final int TURN = 50;

    private final Map<String, Deque<Event>> byWorkspace = new LinkedHashMap<>();
    private final Deque<Arrival> arrivals = new ArrayDeque<>();
    private long bytes;
    private Runnable whenRoom;

    record Event(ConsumerRecord<String, byte[]> told, Arrival arrival) {
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
        for (ConsumerRecord<String, byte[]> told : message.getPayload()) {
            Event event = new Event(told, arrival);
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
    List<Event> next() {
        List<Event> next = new ArrayList<>();
        while (next.size() < AT_ONCE && !byWorkspace.isEmpty()) {
            Iterator<Map.Entry<String, Deque<Event>>> first =
                    byWorkspace.entrySet().iterator();
            Map.Entry<String, Deque<Event>> workspace = first.next();
            first.remove();
            Deque<Event> waiting = workspace.getValue();
            for (int taken = 0; taken < TURN && next.size() < AT_ONCE && !waiting.isEmpty(); taken++) {
                next.add(waiting.remove());
            }
            if (!waiting.isEmpty()) {
                byWorkspace.put(workspace.getKey(), waiting);
            }
        }
        return next;
    }

    /** The messages of which nothing waits any more, nor of any that came before them; in the order in which they came. */
    List<Message<ConsumerRecords<String, byte[]>>> applied(List<Event> events) {
        for (Event event : events) {
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

    private void tellOfRoom() {
        if (bytes < ROOM_BYTES && whenRoom != null) {
            Runnable told = whenRoom;
            whenRoom = null;
            told.run();
        }
    }
}
