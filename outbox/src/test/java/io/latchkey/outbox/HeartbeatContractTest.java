package io.latchkey.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class HeartbeatContractTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void writesTheExample() throws Exception {
        ProducerRecord<String, byte[]> record =
                new Heartbeat("topic", 3, Instant.parse("2026-11-25T20:00:00.123Z")).toRecord("workspace-service");

        try (InputStream example = getClass().getResourceAsStream("/latchkey/examples/heartbeat.v1.json")) {
            assertThat(json.readTree(record.value())).isEqualTo(json.readTree(example));
        }
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(getClass().getResourceAsStream("/latchkey/schemas/heartbeat.v1.json"));
        assertThat(schema.validate(new String(record.value(), StandardCharsets.UTF_8), InputFormat.JSON))
                .isEmpty();
        assertThat(record.partition()).isEqualTo(3);
    }
}
