package io.latchkey.token.projection;

import io.latchkey.outbox.DeadLetters;
import io.latchkey.outbox.EventReader;
import io.latchkey.outbox.HandOver;
import io.latchkey.outbox.SomeAtOnce;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes many events at once: a role with ten thousand holders is a few dozen transactions, not ten thousand. They are
 * acknowledged once they are applied, and those before them. Everything that uses the queue runs on one context.
 */
@ApplicationScoped
class AccessConsumer {
    private static final Logger LOG = Logger.getLogger(AccessConsumer.class);

    private final EventReader reader;
    private final FollowAccess followAccess;
    private final DeadLetters deadLetters;
    private final ProjectionMetrics metrics;
    private final Heartbeats heartbeats;
    private final SomeAtOnce someAtOnce;
    private final HandOver handOver;
    private final Context context;

    private final AccessQueue queue = new AccessQueue();
    private boolean applying;

    AccessConsumer(
            EventReader reader,
            FollowAccess followAccess,
            DeadLetters deadLetters,
            ProjectionMetrics metrics,
            Heartbeats heartbeats,
            SomeAtOnce someAtOnce,
            HandOver handOver,
            Vertx vertx) {
        this.reader = reader;
        this.followAccess = followAccess;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.heartbeats = heartbeats;
        this.someAtOnce = someAtOnce;
        this.handOver = handOver;
        this.context = vertx.getOrCreateContext();
        metrics.waiting(queue::size);
    }

    /** Done once there is room for more; never where the instance has been told to end. */
    @Incoming("access")
    Uni<Void> on(Message<ConsumerRecords<String, byte[]>> events) {
        return Uni.createFrom()
                .emitter(room -> emit(() -> {
                    queue.add(events, () -> {
                        if (!handOver.hasBegun()) {
                            room.complete(null);
                        }
                    });
                    applyNext();
                }));
    }

    private void applyNext() {
        if (applying || handOver.hasBegun()) {
            return;
        }
        List<AccessQueue.Waiting> next = queue.next();
        if (next.isEmpty()) {
            return;
        }
        applying = true;
        apply(next)
                .subscribe()
                .with(
                        applied -> emit(() -> acknowledge(queue.applied(next))),
                        failure -> LOG.error("events are not followed any more", failure));
    }

    private Uni<Void> apply(List<AccessQueue.Waiting> events) {
        List<ConsumerRecord<String, byte[]>> told =
                events.stream().map(AccessQueue.Waiting::told).toList();
        return Uni.createFrom().deferred(() -> {
            AccessBatch batch = new AccessBatch();
            List<ConsumerRecord<String, byte[]>> poison = deadLetters.unreadable(told, event -> add(event, batch));
            return reader.persistently(deadLetters.bury(poison))
                    .flatMap(buried -> someAtOnce.each(List.of(batch), followAccess::follow))
                    .invoke(applied -> told.forEach(metrics::applied));
        });
    }

    private void add(ConsumerRecord<String, byte[]> event, AccessBatch batch) {
        switch (EventReader.type(event)) {
            case MemberEvent.TYPE -> batch.add(ToldMember.of(event, reader.read(event, MemberEvent.class)));
            case DeviceEvent.TYPE -> batch.add(reader.read(event, DeviceEvent.class));
            case WorkspaceEvent.TYPE -> batch.add(ToldWorkspace.of(event, reader.read(event, WorkspaceEvent.class)));
            default -> {
                // A newer workspace-service may tell more than this one knows.
            }
        }
    }

    private void acknowledge(List<Message<ConsumerRecords<String, byte[]>>> messages) {
        List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();
        messages.forEach(message -> message.getPayload().forEach(told::add));
        Uni<Void> acknowledged = reader.persistently(heartbeats.heard(told));
        for (Message<ConsumerRecords<String, byte[]>> message : messages) {
            acknowledged = acknowledged.flatMap(before -> Uni.createFrom().completionStage(message.ack()));
        }
        acknowledged
                .onFailure()
                .invoke(failure -> LOG.debugf("events that were applied will come once more: %s", failure.toString()))
                .onTermination()
                .invoke(() -> emit(this::goOn))
                .subscribe()
                .with(done -> {}, failure -> {});
    }

    private void goOn() {
        applying = false;
        applyNext();
    }

    private void emit(Runnable step) {
        context.runOnContext(on -> step.run());
    }
}
