package io.latchkey.outbox;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;

/** Where events go that can never be applied: kept as they came, with where they came from, and counted. */
@ApplicationScoped
public class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);

    private final MutinyEmitter<byte[]> topic;
    /** What a topic's name ends with, for what this service cannot apply of it: as in {@code .dead-letter.token}. */
    private final String ours;

    private final Counter buried;
    private final Protections protections;

    DeadLetters(
            @Channel("dead-letters") MutinyEmitter<byte[]> topic,
            OutboxConfig config,
            MeterRegistry registry,
            Protections protections) {
        this.topic = topic;
        this.ours = ".dead-letter." + config.source().replace("-service", "");
        this.buried = Counter.builder("latchkey.dead.letters")
                .description("Events that can never be applied; each went to the dead-letter topic")
                .register(registry);
        this.protections = protections;
    }

    /** Those of them that cannot be taken, ever. */
    public List<ConsumerRecord<String, byte[]>> unreadable(
            Iterable<ConsumerRecord<String, byte[]>> events, Consumer<ConsumerRecord<String, byte[]>> take) {
        List<ConsumerRecord<String, byte[]>> poison = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> event : events) {
            try {
                take.accept(event);
            } catch (PoisonEvent e) {
                if (!protections.on(Protection.DEAD_LETTERS)) {
                    throw e;
                }
                poison.add(event);
            }
        }
        return poison;
    }

    public Uni<Void> bury(List<ConsumerRecord<String, byte[]>> poison) {
        Uni<Void> buried = Uni.createFrom().voidItem();
        for (ConsumerRecord<String, byte[]> event : poison) {
            buried = buried.flatMap(before -> bury(event));
        }
        return buried;
    }

    private Uni<Void> bury(ConsumerRecord<String, byte[]> event) {
        String from = event.topic() + "/" + event.partition() + "/" + event.offset();
        LOG.errorf("an event that can never be applied goes to the dead-letter topic: %s", from);
        RecordHeaders headers = new RecordHeaders(event.headers());
        headers.add("dead-letter-from", from.getBytes(StandardCharsets.UTF_8));
        byte[] value = event.value() == null ? new byte[0] : event.value();
        return topic.sendMessage(Message.of(
                        value,
                        Metadata.of(OutgoingKafkaRecordMetadata.<String>builder()
                                .withTopic(event.topic() + ours)
                                .withKey(event.key())
                                .withHeaders(headers)
                                .build())))
                .invoke(sent -> buried.increment());
    }
}
