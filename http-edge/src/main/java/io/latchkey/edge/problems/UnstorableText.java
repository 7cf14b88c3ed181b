package io.latchkey.edge.problems;

import java.util.Set;

/** Text with the character U+0000 in it: JSON, a query and GraphQL carry it, PostgreSQL does not. */
public final class UnstorableText {
    static final String SENTENCE = "must not hold the character U+0000";

    /** character_not_in_repertoire, of a text; untranslatable_character, of a text within JSON. */
    private static final Set<String> STATES = Set.of("22021", "22P05");

    private UnstorableText() {}

    static boolean in(Object value) {
        return value instanceof String text && text.indexOf('\0') >= 0;
    }

    /** Whether PostgreSQL refused a value for it, from wherever in the request it came. */
    public static boolean causedBy(Throwable failure) {
        return SqlStates.of(failure).anyMatch(STATES::contains);
    }

    public static Refused refusal() {
        return Refused.because(Reason.INVALID, "Text " + SENTENCE + ".");
    }
}
