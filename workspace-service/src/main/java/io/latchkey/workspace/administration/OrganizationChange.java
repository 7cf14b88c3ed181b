package io.latchkey.workspace.administration;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.audit.Note;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A change of an organization under way, which is locked. */
final class OrganizationChange {
    private final Organization organization;
    private final Standing standing;
    private final Origin origin;
    private final List<Note> notes = new ArrayList<>();
    private final List<Note> standings = new ArrayList<>();
    /** What a condition of the request is about, as it was. */
    private Object before;

    OrganizationChange(Organization organization, Standing standing, Origin origin) {
        this.organization = organization;
        this.standing = standing;
        this.origin = origin;
        this.before = OrganizationView.State.of(organization);
    }

    Organization organization() {
        return organization;
    }

    Origin origin() {
        return origin;
    }

    UUID me() {
        return origin.account();
    }

    OrganizationChange requireOwner() {
        if (!standing.owner()) {
            throw Refused.because(Reason.NOT_ALLOWED, "Only the owner of the organization may do this.");
        }
        return this;
    }

    /** It is not about the organization itself. @param before as callers see it, made before the change */
    void isAbout(Object before) {
        this.before = before;
    }

    Object before() {
        return before;
    }

    void note(Action action, Object target, Object before, Object after) {
        notes.add(new Note(action, target, before, after));
    }

    /** Every workspace of the organization tells of it, and has it in its log. */
    void standingChanged(UUID account, StandingView before, StandingView after) {
        standings.add(new Note(Action.STANDING_CHANGED, account, before, after));
    }

    List<Note> notes() {
        return notes;
    }

    List<Note> standings() {
        return standings;
    }
}
