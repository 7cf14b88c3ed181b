package io.latchkey.workspace.access;

import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;
import java.util.UUID;

/**
 * Where a caller stands in a workspace they are in.
 *
 * @param mine cut down to the limits of the token they came with
 * @param book the workspace's roles and teams, for whatever has to be worked out next
 */
public record Access(Workspace workspace, Member me, EffectiveRights mine, CallerLimits limits, RightsBook book) {
    public Access require(String permission) {
        if (!mine.has(permission)) {
            throw Refused.because(
                    Reason.NOT_ALLOWED, "This needs the permission " + permission + " in this workspace.");
        }
        return this;
    }

    public Access requireOwner() {
        if (!me.rights.isOwner() || !limits.areNone()) {
            throw Refused.because(Reason.NOT_ALLOWED, "Only an owner of the workspace may do this.");
        }
        return this;
    }

    /** One that the caller's token is not limited to looks missing. */
    public Access requireDevice(UUID device) {
        if (!limits.admitDevice(device)) {
            throw Refused.because(Reason.NOT_FOUND, "There is no such device.");
        }
        return this;
    }

    /** A token that is limited to some devices adds none. */
    public Access requireEveryDevice() {
        if (limits.devices() != null) {
            throw Refused.because(Reason.NOT_ALLOWED, "This token is limited to some devices.");
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
