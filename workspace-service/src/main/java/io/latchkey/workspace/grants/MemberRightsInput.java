package io.latchkey.workspace.grants;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/** Rights of somebody who can be in teams. */
public class MemberRightsInput extends RightsInput {
    @Size(max = 100)
    public List<@NotNull UUID> teams;
}
