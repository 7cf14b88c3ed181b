package io.latchkey.token.scopes;

/** Reads the parts of an entry from left to right, without a regular expression. */
final class Parts {
    private final String text;
    private int from;

    Parts(String text) {
        this.text = text;
    }

    String next() {
        int to = text.indexOf('|', from);
        String part = to < 0 ? text.substring(from) : text.substring(from, to);
        from = to < 0 ? text.length() : to + 1;
        return part;
    }

    long nextLong() {
        return Long.parseLong(next());
    }

    boolean isAtEnd() {
        return from >= text.length();
    }
}
