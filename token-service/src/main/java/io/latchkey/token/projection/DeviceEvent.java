package io.latchkey.token.projection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What this service reads of a device event.
 *
 * @param retold nothing has changed; where something else is held an event was missed
 */
@RegisterForReflection
record DeviceEvent(UUID workspace, UUID device, String status, List<TeamGrant> teams, long revision, boolean retold) {
    static final String TYPE = "io.latchkey.workspace.device.v1";

    @RegisterForReflection
    record TeamGrant(UUID team, List<String> permissions) {
        TeamGrant {
            Objects.requireNonNull(team);
            Objects.requireNonNull(permissions);
        }
    }

    DeviceEvent {
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(device);
        Objects.requireNonNull(status);
        Objects.requireNonNull(teams);
    }
}
