package io.latchkey.outbox;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** Kafka's side of the relay: makes the topics, sends rows in order, says how far Kafka has acknowledged them. */
@ApplicationScoped
class Publisher {
    private static final Logger LOG = Logger.getLogger(Publisher.class);

    private final OutboxConfig config;
    private final Map<String, Object> kafka;
    private final boolean acknowledged;
    private KafkaProducer<String, byte[]> producer;

    Publisher(
            OutboxConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Protections protections) {
        this.config = config;
        this.kafka = kafka;
        this.acknowledged = protections.on(Protection.ACKNOWLEDGED);
    }

    /**
     * @param published rows from the first on that Kafka has acknowledged, without a gap
     * @param failure why the next one was not, or null
     */
    record Outcome(List<Long> published, Throwable failure) {}

    /** Off the event loop: the producer's {@code send} blocks while it knows no broker. */
    Uni<Outcome> publish(List<OutboxRow> rows) {
        return Uni.createFrom().item(() -> send(rows)).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    /**
     * Tells every partition of the topics that have heartbeats how far it is. One that Kafka does not take is missing, and
     * that is what it is for.
     */
    Uni<Void> beat(Instant at) {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(now -> sendBeats(at));
    }

    private synchronized void sendBeats(Instant at) {
        config.topics().forEach((topic, settings) -> {
            if (settings.heartbeats()) {
                int partitions = producer().partitionsFor(topic).size();
                for (int partition = 0; partition < partitions; partition++) {
                    producer().send(new Heartbeat(topic, partition, at).toRecord(config.source()));
                }
            }
        });
    }

    /** Consumers of the topics wait for them, so they are made before there is anything to publish. */
    Uni<Void> prepare() {
        return Uni.createFrom()
                .voidItem()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .invoke(now -> producer());
    }

    private synchronized Outcome send(List<OutboxRow> rows) {
        List<Long> published = new ArrayList<>(rows.size());
        try {
            List<Future<RecordMetadata>> acks = new ArrayList<>(rows.size());
            for (OutboxRow row : rows) {
                int partitions = producer().partitionsFor(row.topic()).size();
                acks.add(producer().send(row.toRecord(config.source(), partitions)));
            }
            for (int i = 0; i < rows.size(); i++) {
                if (acknowledged) {
                    acks.get(i).get();
                }
                published.add(rows.get(i).id());
            }
            return new Outcome(published, null);
        } catch (ExecutionException e) {
            return new Outcome(published, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(published, e);
        } catch (RuntimeException e) {
            return new Outcome(published, e);
        }
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            createMissingTopics();
            producer = new KafkaProducer<>(producerConfig(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> producerConfig() {
        int timeout = (int) config.sendTimeout().toMillis();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, (int) messageBytes());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }

    /** With the record's key and headers, and the batch around it. */
    private long messageBytes() {
        return config.maxEvent().asLongValue() + 64 * 1024;
    }

    private void createMissingTopics() {
        if (!config.createTopics()) {
            return;
        }
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("default.api.timeout.ms", (int) config.sendTimeout().toMillis());
        settings.put("request.timeout.ms", (int) config.sendTimeout().toMillis() / 2);
        try (Admin admin = Admin.create(settings)) {
            var results = admin.createTopics(missing(admin)).values();
            for (var result : results.entrySet()) {
                create(result.getKey(), result.getValue());
            }
            admin.incrementalAlterConfigs(largeEnough()).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topics cannot be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Also those that were made before. */
    private Map<ConfigResource, Collection<AlterConfigOp>> largeEnough() {
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(messageBytes())), OpType.SET);
        return config.topics().keySet().stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic), topic -> List.of(set)));
    }

    private List<NewTopic> missing(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> present = admin.listTopics().names().get();
        return config.topics().entrySet().stream()
                .filter(topic -> !present.contains(topic.getKey()))
                .map(topic -> newTopic(topic.getKey(), topic.getValue()))
                .toList();
    }

    private NewTopic newTopic(String name, OutboxConfig.Topic topic) {
        String policy = topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE;
        return new NewTopic(name, Optional.of(topic.partitions()), Optional.of(config.replicas()))
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, policy));
    }

    private static void create(String name, Future<Void> result) throws ExecutionException, InterruptedException {
        try {
            result.get();
            LOG.infof("made the topic %s", name);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
