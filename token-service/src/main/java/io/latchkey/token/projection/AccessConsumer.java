package io.latchkey.token.projection;

import io.latchkey.outbox.DeadLetters;
import io.latchkey.outbox.EventReader;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Takes many events at once: a role with ten thousand holders is a few transactions, not ten thousand. */
@ApplicationScoped
class AccessConsumer {
    private final EventReader reader;
    private final FollowAccess followAccess;
    private final DeadLetters deadLetters;
    private final ProjectionMetrics metrics;
    private final Heartbeats heartbeats;

    AccessConsumer(
            EventReader reader,
            FollowAccess followAccess,
            DeadLetters deadLetters,
            ProjectionMetrics metrics,
            Heartbeats heartbeats) {
        this.reader = reader;
        this.followAccess = followAccess;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.heartbeats = heartbeats;
    }

    @Incoming("access")
    Uni<Void> on(ConsumerRecords<String, byte[]> events) {
        AccessBatch batch = new AccessBatch();
        List<ConsumerRecord<String, byte[]>> poison = deadLetters.unreadable(events, event -> add(event, batch));
        return reader.persistently(deadLetters.bury(poison))
                .flatMap(buried -> reader.persistently(followAccess.follow(batch)))
                .flatMap(applied -> reader.persistently(heartbeats.heard(events)))
                .invoke(heard -> events.forEach(metrics::applied));
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
}
