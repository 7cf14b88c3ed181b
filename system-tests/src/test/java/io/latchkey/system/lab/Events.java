package io.latchkey.system.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Events that workspace-service would not send, or not once more. */
final class Events {
    private static final String TOPIC = "workspace.access.v1";
    private static final Random RANDOM = new Random();
    private static final double REPEATING_SECONDS = 4;

    private Events() {}

    private static KafkaProducer<String, byte[]> producer(Lab lab) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", lab.kafka(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    static void poison(Lab lab) {
        try (KafkaProducer<String, byte[]> producer = producer(lab)) {
            RecordHeaders headers = new RecordHeaders();
            headers.add("ce_type", "io.latchkey.workspace.member.v1".getBytes());
            int partitions = producer.partitionsFor(TOPIC).size();
            for (int i = 0; i < partitions; i++) {
                producer.send(new ProducerRecord<>(TOPIC, i, "poison", "{\"workspace\": ".getBytes(), headers));
            }
        }
    }

    /** What was told of the tenant's API users before, again and again for some seconds. */
    static void repeat(Lab lab, Tenant tenant, boolean elsewhere) {
        List<ConsumerRecord<String, byte[]>> told = told(lab, tenant);
        long end = System.nanoTime() + (long) (REPEATING_SECONDS * 1e9);
        try (KafkaProducer<String, byte[]> producer = producer(lab)) {
            int partitions = producer.partitionsFor(TOPIC).size();
            while (System.nanoTime() < end) {
                ConsumerRecord<String, byte[]> old = told.get(RANDOM.nextInt(told.size()));
                int partition = elsewhere ? (old.partition() + 1) % partitions : old.partition();
                producer.send(new ProducerRecord<>(TOPIC, partition, old.key(), old.value(), old.headers()));
                Lab.lasts(0.02);
            }
        }
    }

    private static List<ConsumerRecord<String, byte[]>> told(Lab lab, Tenant tenant) {
        List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", lab.kafka(), "enable.auto.commit", false),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (tenant.holders.keySet().stream()
                            .anyMatch(account -> record.key().equals(tenant.workspace + "/" + account))) {
                        told.add(record);
                    }
                }
            }
        }
        return told;
    }
}
