package io.latchkey.workspace.access;

import io.latchkey.edge.requests.Origin;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.audit.Note;
import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;
import io.latchkey.workspace.rights.Team;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A change of a workspace under way: what it touched, so that the events of exactly that go out with it. */
public final class Change {
    private final Access access;
    private final Origin origin;
    private final List<Note> notes = new ArrayList<>();
    private final Map<UUID, Member> changed = new TreeMap<>();
    private final Map<UUID, Member> removed = new TreeMap<>();
    private final Set<UUID> standings = new TreeSet<>();
    private final Set<UUID> teams = new TreeSet<>();
    private final Set<UUID> devices = new TreeSet<>();
    private final Set<UUID> removedDevices = new LinkedHashSet<>();
    private boolean rolesOrTeams;
    private boolean retelling;

    Change(Access access, Origin origin) {
        this.access = access;
        this.origin = origin;
    }

    public Workspace workspace() {
        return access.workspace();
    }

    Origin origin() {
        return origin;
    }

    /** Whose doing it is. */
    public UUID actor() {
        return origin.account();
    }

    public EffectiveRights mine() {
        return access.mine();
    }

    /** As it was before the change. */
    public RightsBook book() {
        return access.book();
    }

    public Access access() {
        return access;
    }

    /**
     * For the audit log; every change says at least once what it did.
     *
     * @param before as callers see it, made before the change; null where there was nothing
     * @param after null where nothing is left
     */
    public void note(Action action, Object target, Object before, Object after) {
        notes.add(new Note(action, target, before, after));
    }

    public void memberChanged(Member member) {
        changed.put(member.account(), member);
    }

    public void membersChanged(Collection<Member> members) {
        members.forEach(this::memberChanged);
    }

    public void memberRemoved(Member member) {
        changed.remove(member.account());
        removed.put(member.account(), member);
    }

    public void devicesChanged(Collection<UUID> ids) {
        devices.addAll(ids);
    }

    public void deviceRemoved(UUID id) {
        devices.remove(id);
        removedDevices.add(id);
    }

    /** The events must be worked out from the roles and teams as they are after the change. */
    public void rolesOrTeamsChanged() {
        rolesOrTeams = true;
    }

    /** Everybody in it is told of anew. */
    public void teamChanged(Team team) {
        teams.addAll(team.accounts());
    }

    /** What these may do for the organization has changed, whether they are members or not. */
    public void standingsChanged(Collection<UUID> accounts) {
        standings.addAll(accounts);
    }

    /** Nothing changes: everything is touched, so that whoever has missed something hears of it. */
    public void everythingRetold() {
        retelling = true;
    }

    public void workspaceDeleted() {
        access.workspace().status = Workspace.DELETED;
    }

    /** Everybody who is told of with this change is told by the present catalogue, and nobody is left out. */
    public void catalogueIs(int version) {
        access.workspace().catalogue = version;
    }

    /** One event closes it for everybody, and one opens it again. */
    public void workspaceArchived(boolean archived) {
        access.workspace().status = archived ? Workspace.ARCHIVED : Workspace.ACTIVE;
    }

    /** What is changed, as it was; null where it is new. */
    Object before() {
        return notes().getFirst().before();
    }

    List<Note> notes() {
        if (notes.isEmpty() && !retelling) {
            throw new IllegalStateException("a change that leaves no trace in the audit log");
        }
        return notes;
    }

    Map<UUID, Member> changed() {
        return changed;
    }

    Map<UUID, Member> removed() {
        return removed;
    }

    /** Accounts whose events are worked out beside those of {@link #changed}: for the organization's or a team's sake. */
    Set<UUID> alsoTold() {
        Set<UUID> told = new TreeSet<>(standings);
        told.addAll(teams);
        return told;
    }

    Set<UUID> standings() {
        return standings;
    }

    Set<UUID> devices() {
        return devices;
    }

    Set<UUID> removedDevices() {
        return removedDevices;
    }

    boolean isRetelling() {
        return retelling;
    }

    boolean needsFreshBook() {
        return rolesOrTeams;
    }
}
