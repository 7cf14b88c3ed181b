package io.latchkey.token.brokers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latchkey.token.brokers.TopicPattern.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicPatternTest {
    private static final UUID W = UUID.fromString("0199e1a2-7c1d-7f3a-9b0e-2f6d1c4b5a69");
    private static final UUID D = UUID.fromString("0199e1a2-8000-7aaa-8bbb-cccccccccccc");
    private static final TopicPattern PATTERN = new TopicPattern("w/{workspace}/d/{device}/#");

    @Test
    void aTopicWithinItSaysWhereItIs() {
        assertThat(PATTERN.covers("w/" + W + "/d/" + D + "/telemetry/1")).isTrue();
        assertThat(PATTERN.place("w/" + W + "/d/" + D + "/telemetry/1")).isEqualTo(new Place(W, D));
    }

    @Test
    void theRestStandsForTheLevelAboveItToo() {
        assertThat(PATTERN.covers("w/" + W + "/d/" + D)).isTrue();
        assertThat(PATTERN.covers("w/" + W + "/d")).isFalse();
    }

    @Test
    void anIdInOtherLettersIsNoId() {
        assertThat(PATTERN.covers("w/" + W.toString().toUpperCase() + "/d/" + D))
                .isFalse();
        assertThat(PATTERN.covers("w/1-1-1-1-1/d/" + D)).isFalse();
        assertThat(PATTERN.covers("w//d/" + D)).isFalse();
    }

    @Test
    void aFilterWithAWildcardInPlaceOfADeviceLeavesItOpen() {
        assertThat(PATTERN.covers("w/" + W + "/d/+/telemetry")).isTrue();
        assertThat(PATTERN.place("w/" + W + "/d/+/telemetry")).isEqualTo(new Place(W, null));
        assertThat(PATTERN.place("w/+/d/+/#").isNowhere()).isTrue();
    }

    @Test
    void aFilterThatReachesFurtherIsNotCovered() {
        assertThat(PATTERN.covers("w/" + W + "/#")).isFalse();
        assertThat(PATTERN.covers("#")).isFalse();
        assertThat(PATTERN.covers("w/" + W + "/+/" + D)).isFalse();
        assertThat(PATTERN.overlaps("w/" + W + "/#")).isTrue();
        assertThat(PATTERN.overlaps("#")).isTrue();
        assertThat(PATTERN.overlaps("w/" + W + "/+/" + D)).isTrue();
        assertThat(PATTERN.overlaps("x/#")).isFalse();
    }

    @Test
    void theBrokersOwnTopicsAreNotAmongAWildcards() {
        TopicPattern anything = new TopicPattern("+/{workspace}/#");

        assertThat(anything.covers("$SYS/" + W + "/x")).isFalse();
        assertThat(anything.overlaps("$SYS/" + W + "/x")).isFalse();
        assertThat(new TopicPattern("$SYS/{workspace}").covers("$SYS/" + W)).isTrue();
    }

    @Test
    void whatIsNoFilterOrNamesNothingIsRefused() {
        for (String text : List.of("", "a/#/b/{device}", "a#/{device}", "{device}/+x", "a/b/#", "{device}/{device}")) {
            assertThatIllegalArgumentException().isThrownBy(() -> new TopicPattern(text));
        }
    }

    /** MQTT 5.0 section 4.7, on a small alphabet: whatever a filter matches, the pattern that covers it matches. */
    @Test
    void whatCoversAFilterCoversEachOfItsTopics() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        int covered = 0;
        for (int i = 0; i < 200_000; i++) {
            TopicPattern pattern = new TopicPattern(levels(random, List.of("a", "b", "+", "{workspace}"), "#", true));
            String filter = levels(random, List.of("a", "b", "+", W.toString()), "#", false);
            String topic = levels(random, List.of("a", "b", W.toString()), "a", false);
            if (matches(filter, topic)) {
                if (pattern.covers(filter) && onlyIds(pattern, topic)) {
                    covered++;
                    assertThat(pattern.covers(topic))
                            .as("seed %d: %s covers %s and not %s", seed, pattern, filter, topic)
                            .isTrue();
                }
                if (pattern.covers(topic)) {
                    assertThat(pattern.overlaps(filter))
                            .as("seed %d: %s and %s share %s", seed, pattern, filter, topic)
                            .isTrue();
                }
            }
        }
        assertThat(covered).as("seed %d", seed).isGreaterThan(100);
    }

    private static String levels(Random random, List<String> alphabet, String last, boolean withWorkspace) {
        List<String> levels = new ArrayList<>();
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            levels.add(alphabet.get(random.nextInt(alphabet.size())));
        }
        levels.removeIf(level -> level.equals("{workspace}"));
        if (withWorkspace) {
            levels.add(random.nextInt(levels.size() + 1), "{workspace}");
        }
        if (random.nextInt(3) == 0) {
            levels.add(last);
        }
        return levels.isEmpty() ? "a" : String.join("/", levels);
    }

    /** A filter's wildcard is taken to mean ids where the pattern has them. */
    private static boolean onlyIds(TopicPattern pattern, String topic) {
        String[] levels = pattern.toString().split("/");
        String[] asked = topic.split("/");
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals("{workspace}")) {
                return i < asked.length && asked[i].equals(W.toString());
            }
        }
        return true;
    }

    /** The standard's rule, written as plainly as can be. */
    private static boolean matches(String filter, String topic) {
        String[] f = filter.split("/");
        String[] t = topic.split("/");
        for (int i = 0; i < f.length; i++) {
            if (f[i].equals("#")) {
                return true;
            }
            if (i >= t.length || !f[i].equals("+") && !f[i].equals(t[i])) {
                return false;
            }
        }
        return f.length == t.length;
    }
}
