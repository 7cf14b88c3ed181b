package io.latchkey.edge.revisions;

import io.latchkey.edge.problems.Refused;
import java.util.UUID;

/**
 * What a write answers in {@code Latchkey-Revision}, and what a check takes as {@code atLeast}: "judge by a state that
 * holds this change". Opaque to callers.
 */
public record Revision(Of of, UUID id, long number) {
    public static final String HEADER = "Latchkey-Revision";

    public enum Of {
        WORKSPACE('w'),
        ACCOUNT('a');

        private final char letter;

        Of(char letter) {
            this.letter = letter;
        }
    }

    public static Revision ofWorkspace(UUID workspace, long number) {
        return new Revision(Of.WORKSPACE, workspace, number);
    }

    public static Revision ofAccount(UUID account, long number) {
        return new Revision(Of.ACCOUNT, account, number);
    }

    /** @throws Refused naming the field, where the text is not one of ours */
    public static Revision parse(String field, String text) {
        String[] parts = text.split("\\.", -1);
        try {
            if (parts.length == 3) {
                for (Of of : Of.values()) {
                    Revision read = new Revision(of, UUID.fromString(parts[1]), Long.parseUnsignedLong(parts[2]));
                    // A UUID and a number can be written in more ways than we do.
                    if (read.toString().equals(text)) {
                        return read;
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw Refused.field(field, "is not a Latchkey-Revision");
        }
        throw Refused.field(field, "is not a Latchkey-Revision");
    }

    @Override
    public String toString() {
        return of.letter + "." + id + "." + number;
    }
}
