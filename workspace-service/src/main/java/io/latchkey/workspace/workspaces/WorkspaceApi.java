package io.latchkey.workspace.workspaces;

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

/** {@link WorkspaceResource} as GraphQL: its methods are what is called. */
@GraphQLApi
public class WorkspaceApi {
    private final WorkspaceResource workspaces;
    private final Answers answers;

    WorkspaceApi(WorkspaceResource workspaces, Answers answers) {
        this.workspaces = workspaces;
        this.answers = answers;
    }

    @Query
    @Description("The workspaces I am in")
    public Uni<Page<WorkspaceView>> workspaces(UUID after, @DefaultValue("100") int limit) {
        return answers.inTurn(() -> workspaces.mine(after, limit));
    }

    @Query
    @Description("A workspace I am in")
    public Uni<WorkspaceView> workspace(@NonNull UUID id) {
        return answers.inTurn(() -> workspaces.get(id));
    }

    @Mutation
    @Description("Create a workspace")
    public Uni<WorkspaceView> createWorkspace(@NonNull String name, UUID organization) {
        return answers.inTurn(() -> workspaces.create(new WorkspaceResource.NewWorkspace(name, organization)))
                .map(answers::of);
    }

    @Mutation
    @Description("Change a workspace's name, logo or how long the tokens of its API users last")
    public Uni<WorkspaceView> changeWorkspace(
            @NonNull UUID id, String name, String logo, String tokenMaxLifetime, String tokenDefaultLifetime) {
        return answers.inTurn(() -> workspaces.change(
                        id,
                        new WorkspaceResource.WorkspaceChange(
                                name, logo, TokenPolicy.ofTexts(tokenMaxLifetime, tokenDefaultLifetime))))
                .map(answers::of);
    }

    @Mutation
    @Description("Move a workspace to another organization of its owner")
    public Uni<WorkspaceView> moveWorkspace(@NonNull UUID id, @NonNull UUID organization) {
        return answers.inTurn(() -> workspaces.move(id, new WorkspaceResource.Move(organization)))
                .map(answers::of);
    }

    @Mutation
    @Description("Close a workspace for everybody until it is restored")
    public Uni<WorkspaceView> archiveWorkspace(@NonNull UUID id) {
        return answers.inTurn(() -> workspaces.archive(id)).map(answers::of);
    }

    @Mutation
    @Description("Open an archived workspace again")
    public Uni<WorkspaceView> restoreWorkspace(@NonNull UUID id) {
        return answers.inTurn(() -> workspaces.restore(id)).map(answers::of);
    }

    @Mutation
    @Description("Delete a workspace for good")
    public Uni<DeleteWorkspace.Report> deleteWorkspace(@NonNull UUID id, @NonNull String slug) {
        return answers.inTurn(() -> workspaces.delete(id, slug)).map(answers::of);
    }
}
