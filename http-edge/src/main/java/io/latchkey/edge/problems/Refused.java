package io.latchkey.edge.problems;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A request that cannot go on. The message is the public sentence: it never holds a secret, nor tells a foreign thing
 * from a missing one.
 */
public final class Refused extends RuntimeException {
    private static final String BODY = "body";

    private final Reason reason;
    private final transient Map<String, String> fields;
    private final String in;
    private final Duration retryAfter;

    private Refused(
            Reason reason,
            String sentence,
            Map<String, String> fields,
            String in,
            Duration retryAfter,
            Throwable cause) {
        // No stack trace: a refusal is an answer, not a fault.
        super(sentence, cause, false, cause != null);
        this.reason = reason;
        this.fields = fields;
        this.in = in;
        this.retryAfter = retryAfter;
    }

    public static Refused because(Reason reason, String sentence) {
        return new Refused(reason, sentence, Map.of(), BODY, null, null);
    }

    /** @param field the path of the field at fault, as the caller wrote it, e.g. {@code devices.ids[2]} */
    public static Refused field(String field, String sentence) {
        return new Refused(Reason.INVALID, field + ": " + sentence, Map.of(field, sentence), BODY, null, null);
    }

    /** @param fields what is wrong with each, the first one first; at least one */
    public static Refused fields(Map<String, String> fields, String sentence) {
        return new Refused(Reason.INVALID, sentence, fields, BODY, null, null);
    }

    /** Of a parameter behind the question mark. */
    public static Refused parameter(String name, String sentence) {
        return new Refused(Reason.INVALID, name + ": " + sentence, Map.of(name, sentence), "query", null, null);
    }

    /** @param at where the object it is about is in the whole body, with the dot; empty where it is the body */
    public Refused within(String at) {
        if (at.isEmpty()) {
            return this;
        }
        String sentence = fields.isEmpty() ? at.substring(0, at.length() - 1) + ": " + getMessage() : at + getMessage();
        Map<String, String> placed =
                fields.entrySet().stream().collect(Collectors.toMap(entry -> at + entry.getKey(), Map.Entry::getValue));
        return new Refused(reason, sentence, placed, in, retryAfter, getCause());
    }

    public static Refused later(Reason reason, String sentence, Duration retryAfter) {
        return new Refused(reason, sentence, Map.of(), BODY, retryAfter, null);
    }

    public static Refused unavailable(String sentence, Throwable cause) {
        return new Refused(Reason.UNAVAILABLE, sentence, Map.of(), BODY, Duration.ofSeconds(1), cause);
    }

    /** A refusal as it is; whatever else failed means that it cannot be said just now. */
    public static Refused orUnavailable(Throwable failure, String sentence) {
        return failure instanceof Refused refused ? refused : unavailable(sentence, failure);
    }

    public Reason reason() {
        return reason;
    }

    public Map<String, String> fields() {
        return fields;
    }

    /** Where the fields are: {@code body} or {@code query}. */
    String in() {
        return in;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
