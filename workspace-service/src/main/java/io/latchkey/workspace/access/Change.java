package io.latchkey.workspace.access;

import io.latchkey.workspace.rights.EffectiveRights;
import io.latchkey.workspace.rights.RightsBook;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A change of a workspace under way: what it touched, so that the events of exactly that go out with it. */
public final class Change {
    private final Access access;
    private final Map<UUID, Member> changed = new TreeMap<>();
    private final Map<UUID, Member> removed = new TreeMap<>();
    private final Set<UUID> devices = new TreeSet<>();
    private final Set<UUID> removedDevices = new LinkedHashSet<>();
    private boolean rolesOrTeams;

    Change(Access access) {
        this.access = access;
    }

    public Workspace workspace() {
        return access.workspace();
    }

    /** Null where the change comes of nobody's request. */
    UUID actor() {
        return access.me() == null ? null : access.me().account();
    }

    public Member me() {
        return access.me();
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

    public void workspaceDeleted() {
        access.workspace().status = Workspace.DELETED;
    }

    Map<UUID, Member> changed() {
        return changed;
    }

    Map<UUID, Member> removed() {
        return removed;
    }

    Set<UUID> devices() {
        return devices;
    }

    Set<UUID> removedDevices() {
        return removedDevices;
    }

    boolean needsFreshBook() {
        return rolesOrTeams;
    }
}
