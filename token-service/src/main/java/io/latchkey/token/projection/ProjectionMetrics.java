package io.latchkey.token.projection;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** How long changes take from their commit until checks see them. */
@ApplicationScoped
class ProjectionMetrics {
    private final Timer propagation;
    private final MeterRegistry registry;
    private final Clock clock;

    ProjectionMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        propagation = Timer.builder("latchkey.propagation")
                .description("From the change's transaction until checks see it")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }

    void waiting(Supplier<Number> events) {
        Gauge.builder("latchkey.events.waiting", events)
                .description("Events that were taken from Kafka and are not applied yet")
                .register(registry);
    }

    void applied(ConsumerRecord<String, byte[]> event) {
        Header time = event.headers().lastHeader("ce_time");
        if (time == null || Heartbeats.isOne(event)) {
            return;
        }
        try {
            Instant told = Instant.parse(new String(time.value(), StandardCharsets.UTF_8));
            Duration took = Duration.between(told, clock.instant());
            propagation.record(took.isNegative() ? Duration.ZERO : took);
        } catch (DateTimeException e) {
            // Not ours to judge: only the figure is lost.
        }
    }
}
