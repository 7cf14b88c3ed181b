package io.latchkey.outbox;

import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells a partition that everything that was committed before {@code at} has come before it. */
record Heartbeat(String topic, int partition, Instant at) {
    ProducerRecord<String, byte[]> toRecord(String source) {
        String key = "heartbeat/" + partition;
        String payload = "{\"partition\":%d,\"at\":\"%s\"}".formatted(partition, at);
        return new ProducerRecord<>(
                topic,
                partition,
                key,
                OutboxRow.utf8(payload),
                OutboxRow.attributes(UUID.randomUUID().toString(), source, EventReader.HEARTBEAT, key, at));
    }
}
