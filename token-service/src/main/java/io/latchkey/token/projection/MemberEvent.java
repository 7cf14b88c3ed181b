package io.latchkey.token.projection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What this service reads of a member event.
 *
 * @param retold nothing has changed; where something else is held an event was missed
 */
@RegisterForReflection
record MemberEvent(
        UUID workspace,
        UUID account,
        String kind,
        String name,
        String status,
        List<String> permissions,
        List<String> everyDevice,
        Listed listedDevices,
        List<UUID> teams,
        long revision,
        boolean retold) {
    static final String TYPE = "io.latchkey.workspace.member.v1";

    @RegisterForReflection
    record Listed(List<UUID> ids, List<String> permissions) {
        Listed {
            Objects.requireNonNull(ids);
            Objects.requireNonNull(permissions);
        }
    }

    MemberEvent {
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(account);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(status);
        Objects.requireNonNull(permissions);
        Objects.requireNonNull(everyDevice);
        Objects.requireNonNull(listedDevices);
        Objects.requireNonNull(teams);
    }

    /** Such an API user is at its end, since it belongs to one workspace alone. */
    boolean isEndOfApiUser() {
        return "api-user".equals(kind) && "removed".equals(status);
    }
}
