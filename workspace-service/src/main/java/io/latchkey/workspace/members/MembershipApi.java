package io.latchkey.workspace.members;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Query;

/** {@link MembershipResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class MembershipApi {
    private final MembershipResource memberships;
    private final Answers answers;

    MembershipApi(MembershipResource memberships, Answers answers) {
        this.memberships = memberships;
        this.answers = answers;
    }

    @Query
    @Description("What I hold in each workspace")
    public Uni<Page<MembershipView>> memberships(UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> memberships.mine(after, limit));
    }
}
