package io.latchkey.workspace.grants;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.workspace.rights.Rights;
import io.latchkey.workspace.rights.Team;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.UUID;

/** What a member holds, as it was given, for the audit log. */
@RegisterForReflection
public record HeldView(@JsonUnwrapped RightsView rights, List<UUID> teams) {
    public static HeldView of(Rights rights, List<Team> teams) {
        return new HeldView(
                RightsView.of(rights), teams.stream().map(team -> team.id).toList());
    }
}
