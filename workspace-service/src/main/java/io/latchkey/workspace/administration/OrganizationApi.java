package io.latchkey.workspace.administration;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.graphql.Answers;
import io.latchkey.workspace.workspaces.WorkspaceView;
import io.smallrye.mutiny.Uni;
import java.util.UUID;
import org.eclipse.microprofile.graphql.DefaultValue;
import org.eclipse.microprofile.graphql.Description;
import org.eclipse.microprofile.graphql.GraphQLApi;
import org.eclipse.microprofile.graphql.Mutation;
import org.eclipse.microprofile.graphql.NonNull;
import org.eclipse.microprofile.graphql.Query;

/** {@link OrganizationResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class OrganizationApi {
    private final OrganizationResource organizations;
    private final Answers answers;

    OrganizationApi(OrganizationResource organizations, Answers answers) {
        this.organizations = organizations;
        this.answers = answers;
    }

    @Query
    @Description("The organizations I own, administer or am offered")
    public Uni<Page<OrganizationView>> organizations(UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> organizations.mine(after, limit));
    }

    @Query
    @Description("An organization")
    public Uni<OrganizationView> organization(@NonNull UUID id) {
        return answers.inTurn(() -> organizations.get(id));
    }

    @Query
    @Description("The organization's workspaces")
    public Uni<Page<WorkspaceView>> organizationWorkspaces(
            @NonNull UUID organization, UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> organizations.workspaces(organization, after, limit));
    }

    @Mutation
    @Description("Rename an organization")
    public Uni<OrganizationView> renameOrganization(@NonNull UUID id, @NonNull String name) {
        return answers.inTurn(() -> organizations.change(id, new OrganizationResource.OrganizationInput(name)));
    }
}
