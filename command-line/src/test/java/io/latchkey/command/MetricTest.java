package io.latchkey.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricTest {
    private static final String METRICS = """
            # HELP latchkey_outbox_unsent Events committed but not yet acknowledged by Kafka
            # TYPE latchkey_outbox_unsent gauge
            latchkey_outbox_unsent 3.0
            latchkey_outbox_unsent_more 7.0
            latchkey_dead_letters_total{topic="a"} 1.0
            latchkey_dead_letters_total{topic="b"} 2.5
            """;

    @Test
    void aValueIsTheSumOverItsLabels() {
        assertThat(Metric.value(METRICS, "latchkey_outbox_unsent")).isEqualTo(3);
        assertThat(Metric.value(METRICS, "latchkey_dead_letters_total")).isEqualTo(3.5);
        assertThat(Metric.value(METRICS, "latchkey_cache_complete")).isNaN();
    }

    @Test
    void whatAServiceDoesNotHaveIsNotShown() {
        assertThat(Metric.row("x", Map.entry("latchkey_cache_complete", "complete"), METRICS))
                .isEmpty();
        assertThat(Metric.row("x", Map.entry("latchkey_outbox_unsent", "unsent"), METRICS))
                .contains("unsent", "3.000");
    }
}
