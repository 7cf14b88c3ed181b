package io.latchkey.token.scopes;

/**
 * How far a workspace's changes have been applied.
 *
 * @param closed deleted or archived: nobody may do anything in it
 */
public record WorkspaceEntry(long revision, boolean closed) {
    /** Of a workspace nothing is known of yet. */
    public static final WorkspaceEntry UNKNOWN = new WorkspaceEntry(0, false);

    private static final String CLOSED = "|-";

    public String encode() {
        return revision + (closed ? CLOSED : "");
    }

    public static WorkspaceEntry decode(String text) {
        boolean closed = text.endsWith(CLOSED);
        return new WorkspaceEntry(
                Long.parseLong(closed ? text.substring(0, text.length() - CLOSED.length()) : text), closed);
    }
}
