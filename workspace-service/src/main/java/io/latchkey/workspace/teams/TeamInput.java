package io.latchkey.workspace.teams;

import io.latchkey.workspace.grants.RightsInput;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

public class TeamInput extends RightsInput {
    @Size(min = 1, max = 100)
    @Schema(examples = "Field service")
    public String name;

    @Size(max = 10_000)
    @Schema(description = "Accounts of people and API users of the workspace")
    public List<@NotNull UUID> members;
}
