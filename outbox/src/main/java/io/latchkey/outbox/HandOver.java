package io.latchkey.outbox;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.impl.ReactiveKafkaConsumer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;

/**
 * An instance that is told to end leaves its partitions to the others at once, while there still is a database to apply the
 * last events to; else they would wait for it until Kafka gives it up. All its consumers leave at the same time: one after
 * the other, as the connector would have them, each waits up to a second for its poll.
 */
@ApplicationScoped
public class HandOver {
    private static final Logger LOG = Logger.getLogger(HandOver.class);

    private final KafkaConnector kafka;
    private final Protections protections;
    private volatile boolean begun;

    HandOver(@Connector(KafkaConnector.CONNECTOR_NAME) KafkaConnector kafka, Protections protections) {
        this.kafka = kafka;
        this.protections = protections;
    }

    /** Whether what is not applied yet is another instance's from now on. A consumer that asks for more then has an error. */
    public boolean hasBegun() {
        return begun;
    }

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        if (!protections.on(Protection.HANDING_OVER)) {
            return;
        }
        begun = true;
        List<CompletableFuture<Void>> leaving = kafka.getConsumerChannels().stream()
                .flatMap(channel -> kafka.getConsumers(channel).stream())
                .map(consumer -> (ReactiveKafkaConsumer<?, ?>) consumer)
                .map(consumer -> CompletableFuture.runAsync(() -> leave(consumer), Infrastructure.getDefaultExecutor()))
                .toList();
        leaving.forEach(CompletableFuture::join);
    }

    /** What has been applied is committed, and Kafka is told. */
    private static void leave(ReactiveKafkaConsumer<?, ?> consumer) {
        try {
            consumer.close();
        } catch (RuntimeException e) {
            LOG.warnf("others have this instance's partitions only once Kafka has given it up: %s", e.toString());
        }
    }
}
