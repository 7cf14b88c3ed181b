package io.latchkey.token.brokers;

import java.util.Arrays;
import java.util.UUID;

/**
 * An MQTT topic filter (MQTT 5.0 section 4.7) with {@code {workspace}} and {@code {device}} among its levels. Compared with
 * other filters, of which a topic is one without wildcards.
 */
final class TopicPattern {
    private static final String ONE = "+";
    private static final String REST = "#";
    private static final String WORKSPACE = "{workspace}";
    private static final String DEVICE = "{device}";

    private final String text;
    private final String[] levels;

    /** @throws IllegalArgumentException where it is no filter, or names neither workspace nor device */
    TopicPattern(String text) {
        this.text = text;
        this.levels = split(text);
        if (!isFilter(text)) {
            throw new IllegalArgumentException(text + " is not an MQTT topic filter");
        }
        if (count(WORKSPACE) > 1 || count(DEVICE) > 1 || count(WORKSPACE) + count(DEVICE) == 0) {
            throw new IllegalArgumentException(
                    text + " must have {workspace} or {device} as a level, each once at most");
        }
    }

    private long count(String placeholder) {
        return Arrays.stream(levels).filter(placeholder::equals).count();
    }

    /** What a filter is about by the pattern; a part that it leaves open is null. */
    record Place(UUID workspace, UUID device) {
        boolean isNowhere() {
            return workspace == null && device == null;
        }
    }

    static boolean isFilter(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            return false;
        }
        String[] levels = split(text);
        for (int i = 0; i < levels.length; i++) {
            boolean wild = levels[i].contains(ONE) || levels[i].contains(REST);
            if (wild && levels[i].length() > 1 || levels[i].equals(REST) && i < levels.length - 1) {
                return false;
            }
        }
        return true;
    }

    static boolean isTopic(String text) {
        return isFilter(text) && !text.contains(ONE) && !text.contains(REST);
    }

    private static String[] split(String text) {
        return text.split("/", -1);
    }

    /** Whether every topic of the filter is one of the pattern's. */
    boolean covers(String filter) {
        String[] asked = split(filter);
        if (isHidden(asked)) {
            return false;
        }
        for (int i = 0; i < levels.length; i++) {
            if (levels[i].equals(REST)) {
                // It stands for the level above it, too, so nothing need be left of what is asked.
                return true;
            }
            if (i == asked.length || asked[i].equals(REST) || !admits(levels[i], asked[i], false)) {
                return false;
            }
        }
        return asked.length == levels.length;
    }

    /** Whether some topic of the filter is one of the pattern's. */
    boolean overlaps(String filter) {
        String[] asked = split(filter);
        if (isHidden(asked)) {
            return false;
        }
        int shorter = Math.min(levels.length, asked.length);
        for (int i = 0; i < shorter; i++) {
            if (levels[i].equals(REST) || asked[i].equals(REST)) {
                return true;
            }
            if (!admits(levels[i], asked[i], true)) {
                return false;
            }
        }
        return levels.length == asked.length || endsIn(levels, shorter) || endsIn(asked, shorter);
    }

    /** For a filter that overlaps. */
    Place place(String filter) {
        String[] asked = split(filter);
        UUID workspace = null;
        UUID device = null;
        for (int i = 0; i < Math.min(levels.length, asked.length); i++) {
            if (levels[i].equals(WORKSPACE) && isId(asked[i])) {
                workspace = UUID.fromString(asked[i]);
            } else if (levels[i].equals(DEVICE) && isId(asked[i])) {
                device = UUID.fromString(asked[i]);
            }
        }
        return new Place(workspace, device);
    }

    private static boolean endsIn(String[] longer, int from) {
        return longer.length == from + 1 && longer[from].equals(REST);
    }

    /** A wildcard at the start stands for no topic of the broker's own (section 4.7.2). */
    private boolean isHidden(String[] asked) {
        return asked[0].startsWith("$") && !levels[0].equals(asked[0]);
    }

    /** @param some whether it is enough that some of what a wildcard stands for is admitted */
    private static boolean admits(String level, String asked, boolean some) {
        return switch (level) {
            case ONE -> true;
            // A wildcard is taken to mean ids: nothing else ever has rights there.
            case WORKSPACE, DEVICE -> asked.equals(ONE) || isId(asked);
            default -> level.equals(asked) || some && asked.equals(ONE);
        };
    }

    /** As UUID.toString writes it, so that one thing has one topic. */
    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
