package io.latchkey.token.check;

import io.latchkey.token.permissions.PermissionBits;
import io.latchkey.token.scopes.TokenEntry;
import java.util.UUID;

/**
 * @param token null where it is unknown
 * @param permissions what it holds there: in the workspace, and on the device where one was asked about, else on all
 * @param revision of the workspace, as far as it has been applied; 0 where none was asked about
 * @param stale whether it rests on what is late
 */
public record Answer(
        Verdict verdict, TokenEntry token, UUID workspace, PermissionBits permissions, long revision, boolean stale) {
    static final Answer UNKNOWN = new Answer(Verdict.UNKNOWN, null, null, PermissionBits.NONE, 0);

    Answer(Verdict verdict, TokenEntry token, UUID workspace, PermissionBits permissions, long revision) {
        this(verdict, token, workspace, permissions, revision, false);
    }

    Answer stale(boolean stale) {
        return stale ? new Answer(verdict, token, workspace, permissions, revision, true) : this;
    }

    /** Somebody goes on with a value whose successor they may not know. */
    boolean isOfRotatedOut() {
        return verdict == Verdict.EXPIRED && token.status() == TokenEntry.Status.ROTATED;
    }

    public boolean isAllowed() {
        return verdict == Verdict.ALLOWED;
    }
}
