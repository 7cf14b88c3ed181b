package io.latchkey.token.projection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.UUID;

/** What this service reads of a workspace event. */
@RegisterForReflection
record WorkspaceEvent(UUID workspace, String status, long revision) {
    static final String TYPE = "io.latchkey.workspace.workspace.v1";

    WorkspaceEvent {
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(status);
    }
}
