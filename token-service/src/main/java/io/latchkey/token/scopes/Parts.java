package io.latchkey.token.scopes;

import java.util.UUID;

/** Reads the parts of an entry from left to right, without a regular expression, and copies only what is text. */
final class Parts {
    private static final char END = '|';
    private static final int DECIMAL = 10;

    private final String text;
    private int from;

    Parts(String text) {
        this.text = text;
    }

    String next() {
        int to = end();
        String part = text.substring(from, to);
        goTo(to);
        return part;
    }

    /** @throws NumberFormatException where it is none */
    long nextLong() {
        int to = end();
        long number = Long.parseLong(text, from, to, DECIMAL);
        goTo(to);
        return number;
    }

    /** The first letter. */
    char nextChar() {
        char letter = text.charAt(from);
        goTo(end());
        return letter;
    }

    /** @throws IllegalArgumentException where it is no {@link ShortId} */
    UUID nextId() {
        int to = end();
        UUID id = ShortId.parse(text, from, to);
        goTo(to);
        return id;
    }

    boolean isAtEnd() {
        return from >= text.length();
    }

    private int end() {
        int to = text.indexOf(END, from);
        return to < 0 ? text.length() : to;
    }

    private void goTo(int to) {
        from = Math.min(to + 1, text.length());
    }
}
