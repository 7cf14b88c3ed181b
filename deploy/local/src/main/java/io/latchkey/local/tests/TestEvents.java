package io.latchkey.local.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka as a component test sees it: sends what other services would, reads what this one sends. */
public final class TestEvents {
    public static final String ACCOUNTS = "identity.accounts.v1";
    public static final String ACCESS = "workspace.access.v1";
    public static final String TOKENS = "token.lifecycle.v1";
    public static final String ACCOUNT = "io.latchkey.identity.account.v1";
    public static final String MEMBER = "io.latchkey.workspace.member.v1";
    public static final String DEVICE = "io.latchkey.workspace.device.v1";
    public static final String WORKSPACE = "io.latchkey.workspace.workspace.v1";

    private static final int PARTITIONS = 3;

    private TestEvents() {}

    static void createTopics() {
        try (Admin admin = Admin.create(connection())) {
            admin.createTopics(List.of(ACCOUNTS, ACCESS, TOKENS).stream()
                            .map(name -> new NewTopic(name, PARTITIONS, (short) 1))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the topics of the tests cannot be made", e);
        }
    }

    private static Properties connection() {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", Servers.kafka());
        return settings;
    }

    /** The example that stands in event-contracts, with parts of it replaced. */
    public static String example(String name, Map<String, String> replacements) {
        try (InputStream in = TestEvents.class.getResourceAsStream("/latchkey/examples/" + name + ".json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> replacement : replacements.entrySet()) {
                if (!text.contains(replacement.getKey())) {
                    throw new IllegalArgumentException("the example has no " + replacement.getKey());
                }
                text = text.replace(replacement.getKey(), replacement.getValue());
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To the first partition, so that what a test sends stays in order. */
    public static void send(String topic, String key, String type, String value) {
        send(topic, key, type, value, Map.of());
    }

    /** @param attributes CloudEvents attributes beside the usual ones, or in their place */
    public static void send(String topic, String key, String type, String value, Map<String, String> attributes) {
        List<Header> headers = new ArrayList<>(List.of(
                header("ce_specversion", "1.0"),
                header("ce_id", UUID.randomUUID().toString()),
                header("ce_source", "test"),
                header("ce_type", type),
                header("ce_time", Instant.now().toString()),
                header("content-type", "application/json")));
        attributes.forEach((name, text) -> headers.add(header("ce_" + name, text)));
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(connection(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, key, value, headers)).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("an event of the test cannot be sent", e);
        }
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** All records of the topic, from its start, once one of them is what is waited for. */
    public static List<ConsumerRecord<String, String>> read(
            String topic, Predicate<ConsumerRecord<String, String>> awaited) {
        Properties settings = connection();
        settings.put("group.id", UUID.randomUUID().toString());
        settings.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (System.nanoTime() < deadline) {
                boolean there = false;
                for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(record);
                    there = there || awaited.test(record);
                }
                if (there) {
                    return records;
                }
            }
        }
        throw new AssertionError("not on " + topic + " in time; there are " + records.size() + " records");
    }

    public static String header(ConsumerRecord<String, String> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
