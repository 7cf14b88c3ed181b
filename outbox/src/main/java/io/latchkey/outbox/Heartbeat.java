package io.latchkey.outbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Tells a partition that everything that was committed before {@code at} has come before it. */
record Heartbeat(String topic, int partition, Instant at) {
    ProducerRecord<String, byte[]> toRecord(String source) {
        String key = "heartbeat/" + partition;
        String payload = "{\"partition\":%d,\"at\":\"%s\"}".formatted(partition, at);
        List<Header> attributes = List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", UUID.randomUUID().toString()),
                header("ce_source", source),
                header("ce_type", EventReader.HEARTBEAT),
                header("ce_subject", key),
                header("ce_time", at.toString()),
                header("content-type", "application/json"));
        return new ProducerRecord<>(topic, partition, key, utf8(payload), attributes);
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
