package io.latchkey.workspace.workspaces;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.workspace.access.Workspace;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Workspace")
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkspaceView(
        UUID id,
        @Schema(examples = "Engine room") String name,
        @Schema(examples = "engine-room") String slug,
        UUID organization,
        TokenPolicy tokenPolicy,
        @Schema(examples = "7") long revision) {
    static WorkspaceView of(Workspace workspace) {
        return new WorkspaceView(
                workspace.id,
                workspace.name,
                workspace.slug,
                workspace.organization,
                TokenPolicy.of(workspace),
                workspace.revision);
    }
}
