package io.latchkey.workspace.apiusers;

import io.latchkey.workspace.grants.MemberRightsInput;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

public class ApiUserInput extends MemberRightsInput {
    @Size(min = 1, max = 100)
    @Schema(examples = "Night export")
    public String name;
}
