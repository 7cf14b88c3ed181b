package io.latchkey.token.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** How long changes take from their commit until checks see them. */
@ApplicationScoped
class ProjectionMetrics {
    private final Timer propagation;
    private final Clock clock;

    ProjectionMetrics(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        propagation = Timer.builder("latchkey.propagation")
                .description("From the change's transaction until checks see it")
                .publishPercentiles(0.5, 0.99)
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
