package io.latchkey.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What an operator alerts on: rows not yet published, and how old the oldest is. */
@ApplicationScoped
class OutboxMetrics {
    private volatile long unsent;
    private volatile double oldestSeconds;
    private final Counter published;
    private final Counter failures;

    OutboxMetrics(MeterRegistry registry) {
        Gauge.builder("latchkey.outbox.unsent", () -> unsent)
                .description("Events committed but not yet acknowledged by Kafka")
                .register(registry);
        Gauge.builder("latchkey.outbox.oldest", () -> oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest event not yet acknowledged by Kafka")
                .register(registry);
        published = Counter.builder("latchkey.outbox.published")
                .description("Events acknowledged by Kafka")
                .register(registry);
        failures = Counter.builder("latchkey.outbox.failures")
                .description("Rounds in which Kafka did not acknowledge everything")
                .register(registry);
    }

    void backlog(long rows, double ageOfOldestSeconds) {
        unsent = rows;
        oldestSeconds = ageOfOldestSeconds;
    }

    void published(int rows) {
        published.increment(rows);
    }

    void failed() {
        failures.increment();
    }
}
