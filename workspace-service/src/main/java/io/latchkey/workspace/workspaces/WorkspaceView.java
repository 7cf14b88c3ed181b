package io.latchkey.workspace.workspaces;

import io.latchkey.workspace.access.Workspace;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Workspace")
record WorkspaceView(
        UUID id,
        @Schema(examples = "Engine room") String name,
        @Schema(examples = "engine-room") String slug,
        UUID organization,
        @Schema(examples = "7") long revision) {
    static WorkspaceView of(Workspace workspace) {
        return new WorkspaceView(
                workspace.id, workspace.name, workspace.slug, workspace.organization, workspace.revision);
    }
}
