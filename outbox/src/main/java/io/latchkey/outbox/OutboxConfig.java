package io.latchkey.outbox;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;

@ConfigMapping(prefix = "latchkey.outbox")
interface OutboxConfig {
    /** CloudEvents {@code source} of this service's events. */
    String source();

    /** Rows published at once. */
    int batch();

    /** How long a row can wait where its notification was lost. */
    Duration poll();

    /** Until a send that Kafka does not acknowledge counts as failed; its row stays and is sent again. */
    Duration sendTimeout();

    /** Whether missing topics are made at start; off where they are provisioned. */
    boolean createTopics();

    short replicas();

    /** Of one event; Kafka's topics are told to take that much. */
    MemorySize maxEvent();

    Map<String, Topic> topics();

    interface Topic {
        int partitions();

        /** Keep the newest record of each key for good, so that a new consumer can rebuild everything. */
        boolean compacted();
    }
}
