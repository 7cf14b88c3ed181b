package io.latchkey.workspace.teams;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.grants.RightsView;
import io.latchkey.workspace.rights.Team;
import java.util.Collection;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Team")
@Type("Team")
public record TeamView(
        UUID id,
        @Schema(examples = "Field service") String name,
        Collection<UUID> members,
        @JsonUnwrapped RightsView rights)
        implements Tagged {
    static TeamView of(Team team) {
        return new TeamView(team.id, team.name, team.accounts(), RightsView.of(team.rights));
    }
}
