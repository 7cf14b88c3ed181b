package io.latchkey.outbox;

import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.utils.Utils;

/** A row, and the CloudEvent it becomes (Kafka protocol binding 1.0.2, binary content mode). */
record OutboxRow(
        long id,
        String topic,
        String key,
        String partitionKey,
        String type,
        String payload,
        String traceparent,
        UUID actor,
        OffsetDateTime createdAt) {

    static OutboxRow of(Row row) {
        return new OutboxRow(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("partition_key"),
                row.getString("type"),
                row.getString("payload"),
                row.getString("traceparent"),
                row.getUUID("actor"),
                row.getOffsetDateTime("created_at"));
    }

    ProducerRecord<String, byte[]> toRecord(String source, int partitions) {
        int partition = Utils.toPositive(Utils.murmur2(utf8(partitionKey))) % partitions;
        return new ProducerRecord<>(topic, partition, key, utf8(payload), headers(source));
    }

    private List<Header> headers(String source) {
        List<Header> attributes =
                new ArrayList<>(attributes(source + "/" + id, source, type, key, createdAt.toInstant()));
        if (traceparent != null) {
            attributes.add(header("traceparent", traceparent));
        }
        if (actor != null) {
            attributes.add(header("ce_actor", actor.toString()));
        }
        return attributes;
    }

    /** Those that every event has. */
    static List<Header> attributes(String id, String source, String type, String subject, Instant time) {
        return List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", id),
                header("ce_source", source),
                header("ce_type", type),
                header("ce_subject", subject),
                header("ce_time", time.toString()),
                header("content-type", "application/json"));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
