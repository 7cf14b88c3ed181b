package io.latchkey.workspace.apiusers;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link ApiUserResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class ApiUserApi {
    private final ApiUserResource apiUsers;
    private final Answers answers;

    ApiUserApi(ApiUserResource apiUsers, Answers answers) {
        this.apiUsers = apiUsers;
        this.answers = answers;
    }

    @Query
    @Description("The API users")
    public Uni<Page<ApiUserView>> apiUsers(@NonNull UUID workspace, UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> apiUsers.list(workspace, after, limit));
    }

    @Query
    @Description("An API user")
    public Uni<ApiUserView> apiUser(@NonNull UUID workspace, @NonNull UUID account) {
        return answers.inTurn(() -> apiUsers.get(workspace, account));
    }

    @Mutation
    @Description("Create an API user")
    public Uni<ApiUserView> createApiUser(@NonNull UUID workspace, @NonNull ApiUserInput apiUser) {
        return answers.inTurn(() -> apiUsers.create(workspace, apiUser)).map(answers::of);
    }

    @Mutation
    @Description("Change an API user")
    public Uni<ApiUserView> changeApiUser(
            @NonNull UUID workspace, @NonNull UUID account, @NonNull ApiUserInput apiUser) {
        return answers.inTurn(() -> apiUsers.change(workspace, account, apiUser))
                .map(answers::of);
    }

    @Mutation
    @Description("Delete an API user and its tokens")
    public Uni<Boolean> deleteApiUser(@NonNull UUID workspace, @NonNull UUID account) {
        return answers.inTurn(() -> apiUsers.delete(workspace, account)).map(answers::done);
    }
}
