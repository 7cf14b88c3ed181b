package io.latchkey.workspace.apiusers;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.access.Access;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.grants.RightsView;
import io.latchkey.workspace.rights.Team;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "ApiUser")
@Type("ApiUser")
public record ApiUserView(
        UUID account,
        @Schema(examples = "Night export") String name,
        @JsonUnwrapped RightsView rights,
        List<UUID> teams)
        implements Tagged {
    static ApiUserView of(Member member, List<Team> teams) {
        return new ApiUserView(
                member.account(),
                member.name,
                RightsView.of(member.rights),
                teams.stream().map(team -> team.id).toList());
    }

    static ApiUserView of(Member member, Access access) {
        return of(member, access.book().teamsOf(member.account()));
    }
}
