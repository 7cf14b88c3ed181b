package io.latchkey.workspace.members;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.grants.MemberRightsInput;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link MemberResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class MemberApi {
    private final MemberResource members;
    private final Answers answers;

    MemberApi(MemberResource members, Answers answers) {
        this.members = members;
        this.answers = answers;
    }

    @Query
    @Description("The people in the workspace")
    public Uni<Page<MemberView>> members(
            @NonNull UUID workspace,
            String search,
            String role,
            UUID team,
            UUID after,
            @DefaultValue("100") int limit) {
        return answers.inTurn(() -> members.list(workspace, MemberSearch.Wanted.of(search, role, team), after, limit));
    }

    @Query
    @Description("A member, with where each right comes from")
    public Uni<MemberView> member(@NonNull UUID workspace, @NonNull UUID account) {
        return answers.inTurn(() -> members.get(workspace, account));
    }

    @Mutation
    @Description("Change what a member may do")
    public Uni<MemberView> changeMember(
            @NonNull UUID workspace, @NonNull UUID account, @NonNull MemberRightsInput rights) {
        return answers.inTurn(() -> members.change(workspace, account, rights)).map(answers::of);
    }

    @Mutation
    @Description("Change what many members may do, at once")
    public Uni<Page<MemberView>> changeMembers(@NonNull UUID workspace, @NonNull List<@NonNull BulkChange> changes) {
        return answers.inTurn(() -> members.changeAll(workspace, new MemberResource.Changes(changes)))
                .map(answers::of);
    }

    @Mutation
    @Description("Take a person out of the workspace")
    public Uni<Boolean> removeMember(@NonNull UUID workspace, @NonNull UUID account) {
        return answers.inTurn(() -> members.remove(workspace, account)).map(answers::done);
    }
}
