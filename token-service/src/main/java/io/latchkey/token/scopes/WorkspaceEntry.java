package io.latchkey.token.scopes;

/** How far a workspace's changes have been applied. */
public record WorkspaceEntry(long revision, boolean deleted) {
    /** Of a workspace nothing is known of yet. */
    public static final WorkspaceEntry UNKNOWN = new WorkspaceEntry(0, false);

    private static final String DELETED = "|-";

    public String encode() {
        return revision + (deleted ? DELETED : "");
    }

    public static WorkspaceEntry decode(String text) {
        boolean deleted = text.endsWith(DELETED);
        return new WorkspaceEntry(
                Long.parseLong(deleted ? text.substring(0, text.length() - DELETED.length()) : text), deleted);
    }
}
