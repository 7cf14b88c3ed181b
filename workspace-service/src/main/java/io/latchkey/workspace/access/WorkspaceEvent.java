package io.latchkey.workspace.access;

import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** Closes a revision; schema workspace.v1 in event-contracts. */
@RegisterForReflection
public record WorkspaceEvent(
        UUID workspace,
        UUID organization,
        String name,
        String slug,
        String status,
        TokenPolicy tokenPolicy,
        long revision) {
    static final String TOPIC = "workspace.access.v1";
    public static final String TYPE = "io.latchkey.workspace.workspace.v1";

    /** Of tokens of API users, in seconds; null where there is no limit. */
    @RegisterForReflection
    public record TokenPolicy(Long maxLifetime, Long defaultLifetime) {}

    static WorkspaceEvent of(Workspace workspace) {
        return new WorkspaceEvent(
                workspace.id,
                workspace.organization,
                workspace.name,
                workspace.slug,
                workspace.status,
                new TokenPolicy(workspace.tokenMaxLifetime, workspace.tokenDefaultLifetime),
                workspace.revision);
    }

    OutboxEvent toOutbox() {
        return new OutboxEvent(TOPIC, workspace.toString(), workspace.toString(), TYPE, this);
    }
}
