package io.latchkey.workspace.teams;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link TeamResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class TeamApi {
    private final TeamResource teams;
    private final Answers answers;

    TeamApi(TeamResource teams, Answers answers) {
        this.teams = teams;
        this.answers = answers;
    }

    @Query
    @Description("The teams")
    public Uni<Page<TeamView>> teams(@NonNull UUID workspace) {
        return answers.inTurn(() -> teams.list(workspace));
    }

    @Mutation
    @Description("Create a team")
    public Uni<TeamView> createTeam(@NonNull UUID workspace, @NonNull TeamInput team) {
        return answers.inTurn(() -> teams.create(workspace, team)).map(answers::of);
    }

    @Mutation
    @Description("Change a team; its members follow")
    public Uni<TeamView> changeTeam(@NonNull UUID workspace, @NonNull UUID id, @NonNull TeamInput team) {
        return answers.inTurn(() -> teams.change(workspace, id, team)).map(answers::of);
    }

    @Mutation
    @Description("Delete a team")
    public Uni<Boolean> deleteTeam(@NonNull UUID workspace, @NonNull UUID id) {
        return answers.inTurn(() -> teams.delete(workspace, id)).map(answers::done);
    }
}
