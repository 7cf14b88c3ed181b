package io.latchkey.token.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The newest state of each thing among some events; PostgreSQL's upsert takes each row once. */
final class AccessBatch {
    private final Map<List<UUID>, ToldMember> members = new LinkedHashMap<>();
    private final Map<UUID, DeviceEvent> devices = new LinkedHashMap<>();
    private final Map<UUID, ToldWorkspace> workspaces = new LinkedHashMap<>();
    private final Map<UUID, Long> retold = new LinkedHashMap<>();

    void add(ToldMember told) {
        members.merge(
                List.of(told.member().workspace(), told.member().account()),
                told,
                (one, other) -> other.member().revision() > one.member().revision() ? other : one);
    }

    void add(DeviceEvent event) {
        devices.merge(event.device(), event, (one, other) -> other.revision() > one.revision() ? other : one);
    }

    void add(ToldWorkspace told) {
        if (told.workspace().retold()) {
            retold.merge(told.workspace().workspace(), told.workspace().revision(), Math::max);
        }
        workspaces.merge(
                told.workspace().workspace(),
                told,
                (one, other) -> other.workspace().revision() > one.workspace().revision() ? other : one);
    }

    Collection<ToldMember> members() {
        return members.values();
    }

    Collection<DeviceEvent> devices() {
        return devices.values();
    }

    Collection<ToldWorkspace> workspaces() {
        return workspaces.values();
    }

    List<MemberEvent> retoldMembers() {
        return members.values().stream()
                .map(ToldMember::member)
                .filter(MemberEvent::retold)
                .toList();
    }

    List<DeviceEvent> retoldDevices() {
        return devices.values().stream().filter(DeviceEvent::retold).toList();
    }

    /** The revision with which all of a workspace was told anew, by workspace. */
    Map<UUID, Long> retold() {
        return retold;
    }

    /** Those that say how long tokens last. */
    List<UUID> limitedWorkspaces() {
        return workspaces.values().stream()
                .map(ToldWorkspace::workspace)
                .filter(WorkspaceEvent::limitsLifetimes)
                .map(WorkspaceEvent::workspace)
                .toList();
    }

    List<MemberEvent> endedApiUsers() {
        List<MemberEvent> ended = new ArrayList<>();
        for (ToldMember told : members.values()) {
            if (told.member().isEndOfApiUser()) {
                ended.add(told.member());
            }
        }
        return ended;
    }
}
