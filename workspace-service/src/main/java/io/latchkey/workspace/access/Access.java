package io.latchkey.workspace.access;

import io.latchkey.edge.callers.CallerLimits;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.organizations.Standing;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.RightsBook;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where a caller stands in a workspace: as a member, or for its organization, or both.
 *
 * @param me null for somebody who acts for the organization alone
 * @param mine cut down to the limits of the token they came with
 * @param standing none for a token with limits
 * @param standings everybody's who acts for the organization; null where that was not asked for
 * @param book the workspace's roles and teams, for whatever has to be worked out next
 */
public record Access(
        Workspace workspace,
        Member me,
        EffectiveRights mine,
        Standing standing,
        Map<UUID, Standing> standings,
        CallerLimits limits,
        RightsBook book) {
    /** Nobody's: of what follows from an event. */
    static Access ofNobody(Workspace workspace, RightsBook book) {
        return new Access(workspace, null, EffectiveRights.NONE, Standing.NONE, null, CallerLimits.NONE, book);
    }

    public Access require(String permission) {
        if (!mine.has(permission)) {
            throw Refused.because(
                    Reason.NOT_ALLOWED, "This needs the permission " + permission + " in this workspace.");
        }
        return this;
    }

    public Access requireOwner() {
        boolean ownsIt = me != null && me.rights.isOwner() && limits.areNone();
        if (!ownsIt && !standing.owner()) {
            throw Refused.because(Reason.NOT_ALLOWED, "Only an owner of the workspace may do this.");
        }
        return this;
    }

    /** @param permission of the organization */
    public Access requireOwnerOr(String permission) {
        return standing.has(permission) ? this : requireOwner();
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

    /**
     * Devices held by tag are future ones too, so whoever gives them must hold on every device what is added.
     *
     * @param held what the holder has already
     */
    public void requireOnTags(Rights given, Rights held) {
        if (standing.has("members")) {
            return;
        }
        for (String tag : given.deviceTags) {
            Set<String> more = new HashSet<>(book.devicePermissions(given));
            if (held.hasTagOf(Set.of(tag))) {
                more.removeAll(book.devicePermissions(held));
            }
            if (!mine.everyDevice().containsAll(more)) {
                throw Refused.because(
                        Reason.BEYOND_OWN_RIGHTS, "To give devices by tag, one holds these rights on every device.");
            }
        }
    }

    /**
     * Nobody gives what they do not hold. Who manages the members of a whole organization may give all of what its
     * workspaces have, ownership excepted.
     */
    public void requireCovers(EffectiveRights given) {
        if (!standing.has("members") && !mine.covers(given)) {
            throw Refused.because(Reason.BEYOND_OWN_RIGHTS, "These rights go beyond your own in this workspace.");
        }
    }
}
