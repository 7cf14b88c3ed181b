package io.latchkey.workspace.members;

import io.latchkey.workspace.grants.MemberRightsInput;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/** What one of many members may do from now on. */
public class BulkChange extends MemberRightsInput {
    @NotNull
    public UUID account;
}
