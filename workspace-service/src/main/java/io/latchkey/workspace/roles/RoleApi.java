package io.latchkey.workspace.roles;

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

/** {@link RoleResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class RoleApi {
    private final RoleResource roles;
    private final Answers answers;

    RoleApi(RoleResource roles, Answers answers) {
        this.roles = roles;
        this.answers = answers;
    }

    @Query
    @Description("Built-in and own roles")
    public Uni<Page<RoleView>> roles(@NonNull UUID workspace) {
        return answers.inTurn(() -> roles.list(workspace));
    }

    @Mutation
    @Description("Create a role")
    public Uni<RoleView> createRole(
            @NonNull UUID workspace, @NonNull String name, List<String> permissions, List<String> devicePermissions) {
        return answers.inTurn(
                        () -> roles.create(workspace, new RoleResource.RoleInput(name, permissions, devicePermissions)))
                .map(answers::of);
    }

    @Mutation
    @Description("Change a role; everybody who holds it follows")
    public Uni<RoleView> changeRole(
            @NonNull UUID workspace,
            @NonNull UUID role,
            String name,
            List<String> permissions,
            List<String> devicePermissions) {
        return answers.inTurn(() ->
                        roles.change(workspace, role, new RoleResource.RoleInput(name, permissions, devicePermissions)))
                .map(answers::of);
    }

    @Mutation
    @Description("Delete a role")
    public Uni<Boolean> deleteRole(@NonNull UUID workspace, @NonNull UUID role) {
        return answers.inTurn(() -> roles.delete(workspace, role)).map(answers::done);
    }
}
