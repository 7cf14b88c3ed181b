package io.latchkey.token.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A workspace's state and when it was told; null where the event does not say. */
@RegisterForReflection
record ToldWorkspace(@JsonUnwrapped WorkspaceEvent workspace, Instant eventTime) {
    static ToldWorkspace of(ConsumerRecord<String, byte[]> event, WorkspaceEvent workspace) {
        return new ToldWorkspace(workspace, ToldMember.time(event));
    }
}
