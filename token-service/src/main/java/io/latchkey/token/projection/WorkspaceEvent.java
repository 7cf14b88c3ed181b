package io.latchkey.token.projection;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.UUID;

/**
 * What this service reads of a workspace event.
 *
 * @param retold everybody and everything in it was told of with this revision; there is nobody and nothing else
 */
@RegisterForReflection
record WorkspaceEvent(UUID workspace, String status, TokenPolicy tokenPolicy, long revision, boolean retold) {
    static final String TYPE = "io.latchkey.workspace.workspace.v1";

    /** Seconds; null does not limit. */
    @RegisterForReflection
    record TokenPolicy(Long maxLifetime, Long defaultLifetime) {}

    WorkspaceEvent {
        Objects.requireNonNull(workspace);
        Objects.requireNonNull(status);
    }

    boolean limitsLifetimes() {
        return tokenPolicy != null && (tokenPolicy.maxLifetime() != null || tokenPolicy.defaultLifetime() != null);
    }
}
