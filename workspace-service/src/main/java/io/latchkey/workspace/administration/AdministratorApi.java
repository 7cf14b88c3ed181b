package io.latchkey.workspace.administration;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link AdministratorResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class AdministratorApi {
    private final AdministratorResource administrators;
    private final Answers answers;

    AdministratorApi(AdministratorResource administrators, Answers answers) {
        this.administrators = administrators;
        this.answers = answers;
    }

    @Query
    @Description("Who administers the organization")
    public Uni<Page<AdministratorView>> administrators(@NonNull UUID organization) {
        return answers.inTurn(() -> administrators.list(organization));
    }

    @Mutation
    @Description("Make somebody administrator")
    public Uni<AdministratorView> addAdministrator(
            @NonNull UUID organization, @NonNull String email, @NonNull List<@NonNull String> permissions) {
        return answers.inTurn(() -> administrators.add(
                        organization, new AdministratorResource.NewAdministrator(email, permissions)))
                .map(answers::of);
    }

    @Mutation
    @Description("Change what an administrator may do")
    public Uni<AdministratorView> changeAdministrator(
            @NonNull UUID organization, @NonNull UUID account, @NonNull List<@NonNull String> permissions) {
        return answers.inTurn(() -> administrators.change(
                organization, account, new AdministratorResource.AdministratorChange(permissions)));
    }

    @Mutation
    @Description("Unmake an administrator")
    public Uni<Boolean> removeAdministrator(@NonNull UUID organization, @NonNull UUID account) {
        return answers.inTurn(() -> administrators.remove(organization, account))
                .replaceWith(true);
    }
}
