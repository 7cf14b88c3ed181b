package io.latchkey.workspace.access;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;

/**
 * Where a caller stands in a workspace they are in.
 *
 * @param book the workspace's roles and teams, for whatever has to be worked out next
 */
public record Access(Workspace workspace, Member me, EffectiveRights mine, RightsBook book) {
    public Access require(String permission) {
        if (!mine.has(permission)) {
            throw Refused.because(
                    Reason.NOT_ALLOWED, "This needs the permission " + permission + " in this workspace.");
        }
        return this;
    }

    public Access requireOwner() {
        if (!me.rights.isOwner()) {
            throw Refused.because(Reason.NOT_ALLOWED, "Only an owner of the workspace may do this.");
        }
        return this;
    }

    /** Nobody gives what they do not hold. */
    public void requireCovers(EffectiveRights given) {
        if (!mine.covers(given)) {
            throw Refused.because(Reason.BEYOND_OWN_RIGHTS, "These rights go beyond your own in this workspace.");
        }
    }
}
