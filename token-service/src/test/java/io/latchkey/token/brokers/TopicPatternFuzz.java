package io.latchkey.token.brokers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

class TopicPatternFuzz {
    private static final UUID ID = new UUID(1, 2);

    /** A pattern and what is asked for, a line each; {@code @} stands for an id. */
    @FuzzTest(maxDuration = "1m")
    void whatIsCoveredOverlapsAndIsSomewhere(byte[] bytes) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 2);
        String filter = lines[lines.length - 1].replace("@", ID.toString());
        TopicPattern pattern;
        try {
            pattern = new TopicPattern(lines[0]);
        } catch (IllegalArgumentException refused) {
            return;
        }

        if (TopicPattern.isFilter(filter) && pattern.covers(filter)) {
            assertThat(pattern.overlaps(filter)).isTrue();
            assertThat(TopicPattern.isTopic(filter) && pattern.place(filter).isNowhere())
                    .as("a topic under %s that is nobody's", pattern)
                    .isFalse();
        }
    }
}
