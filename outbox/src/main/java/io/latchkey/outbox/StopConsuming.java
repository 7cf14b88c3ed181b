package io.latchkey.outbox;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;

/**
 * An instance that is told to end leaves its partitions to the others at once, while there still is a database to apply the
 * last events to; else they would wait for it until Kafka gives it up.
 */
@ApplicationScoped
class StopConsuming {
    private final KafkaConnector kafka;
    private final Protections protections;

    StopConsuming(@Connector(KafkaConnector.CONNECTOR_NAME) KafkaConnector kafka, Protections protections) {
        this.kafka = kafka;
        this.protections = protections;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        if (protections.on(Protection.HANDING_OVER)) {
            kafka.terminate(event);
        }
    }
}
