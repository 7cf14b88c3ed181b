package io.latchkey.workspace.workspaces;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.access.Workspace;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Workspace")
@Type("Workspace")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorkspaceView(
        UUID id,
        @Schema(examples = "Engine room") String name,
        @Schema(examples = "engine-room") String slug,

        @Schema(description = "Archived: nobody may do anything in it until it is restored", examples = "active")
        String status,

        @Schema(description = "Where a picture of it is", examples = "https://example.com/engine-room.png")
        String logo,

        UUID organization,
        TokenPolicy tokenPolicy,
        @Schema(examples = "7") long revision)
        implements Tagged {
    public static WorkspaceView of(Workspace workspace) {
        return new WorkspaceView(
                workspace.id,
                workspace.name,
                workspace.slug,
                workspace.status,
                workspace.logo,
                workspace.organization,
                TokenPolicy.of(workspace),
                workspace.revision);
    }
}
