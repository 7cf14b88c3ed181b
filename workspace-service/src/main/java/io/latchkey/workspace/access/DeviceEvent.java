package io.latchkey.workspace.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.latchkey.outbox.OutboxEvent;
import io.latchkey.workspace.rights.RightsBook;
import io.latchkey.workspace.rights.Team;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Where a device belongs and which teams list it; schema device.v1 in event-contracts.
 *
 * @param retold nothing has changed; whoever had it otherwise has missed something
 */
@RegisterForReflection
public record DeviceEvent(
        UUID workspace,
        UUID device,
        String status,
        List<TeamGrant> teams,
        long revision,
        @JsonInclude(Include.NON_DEFAULT) boolean retold) {
    public static final String TYPE = "io.latchkey.workspace.device.v1";

    @RegisterForReflection
    public record TeamGrant(UUID team, Collection<String> permissions) {}

    static DeviceEvent of(UUID workspace, UUID device, List<Team> listing, RightsBook book, long revision) {
        List<TeamGrant> teams = listing.stream()
                .map(team -> new TeamGrant(team.id, new TreeSet<>(book.devicePermissions(team.rights))))
                .toList();
        return new DeviceEvent(workspace, device, "active", teams, revision, false);
    }

    static DeviceEvent removed(UUID workspace, UUID device, long revision) {
        return new DeviceEvent(workspace, device, "removed", List.of(), revision, false);
    }

    DeviceEvent retold(boolean again) {
        return new DeviceEvent(workspace, device, status, teams, revision, again);
    }

    OutboxEvent toOutbox() {
        return new OutboxEvent(WorkspaceEvent.TOPIC, workspace + "/device/" + device, workspace.toString(), TYPE, this);
    }
}
