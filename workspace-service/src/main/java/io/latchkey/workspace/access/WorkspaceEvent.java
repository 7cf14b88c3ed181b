package io.latchkey.workspace.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * Closes a revision; schema workspace.v1 in event-contracts.
 *
 * @param retold everybody and everything in it was told of with this revision; there is nobody and nothing else
 */
@RegisterForReflection
public record WorkspaceEvent(
        UUID workspace,
        UUID organization,
        String name,
        String slug,
        String status,
        TokenPolicy tokenPolicy,
        long revision,
        @JsonInclude(Include.NON_DEFAULT) boolean retold) {
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
                workspace.revision,
                false);
    }

    WorkspaceEvent retold(boolean again) {
        return new WorkspaceEvent(workspace, organization, name, slug, status, tokenPolicy, revision, again);
    }

    OutboxEvent toOutbox() {
        return new OutboxEvent(TOPIC, workspace.toString(), workspace.toString(), TYPE, this);
    }
}
