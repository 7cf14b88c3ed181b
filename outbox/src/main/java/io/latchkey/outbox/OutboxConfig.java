package io.latchkey.outbox;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
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

    /** How often heartbeats are sent, where topics have them. */
    Duration heartbeat();

    Map<String, Topic> topics();

    interface Topic {
        int partitions();

        /** Keep the newest record of each key for good, so that a new consumer can rebuild everything. */
        boolean compacted();

        /** Whether each partition is told how far it is: everything that was committed before a heartbeat came before it. */
        @WithDefault("false")
        boolean heartbeats();
    }
}
