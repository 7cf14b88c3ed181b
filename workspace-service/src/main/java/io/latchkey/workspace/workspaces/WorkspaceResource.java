package io.latchkey.workspace.workspaces;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces")
@Cancellable(false)
@Authenticated
@Tag(name = "Workspaces")
class WorkspaceResource {
    private final EnterWorkspace enter;
    private final ChangeWorkspace changeWorkspace;
    private final Workspaces workspaces;
    private final CreateInOrganization createInOrganization;
    private final MoveWorkspace moveWorkspace;
    private final ArchiveWorkspace archiveWorkspace;
    private final DeleteWorkspace deleteWorkspace;
    private final Caller caller;

    WorkspaceResource(
            EnterWorkspace enter,
            ChangeWorkspace changeWorkspace,
            Workspaces workspaces,
            CreateInOrganization createInOrganization,
            MoveWorkspace moveWorkspace,
            ArchiveWorkspace archiveWorkspace,
            DeleteWorkspace deleteWorkspace,
            Caller caller) {
        this.enter = enter;
        this.changeWorkspace = changeWorkspace;
        this.workspaces = workspaces;
        this.createInOrganization = createInOrganization;
        this.moveWorkspace = moveWorkspace;
        this.archiveWorkspace = archiveWorkspace;
        this.deleteWorkspace = deleteWorkspace;
        this.caller = caller;
    }

    record NewWorkspace(
            @NotBlank @Size(max = 100) @Schema(examples = "Engine room")
            String name,

            @Schema(description = "Where I may create workspaces; my own first one where left out")
            UUID organization) {}

    record WorkspaceChange(
            @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            @Size(max = 100)
            @Schema(examples = "Boiler room")
            String name,

            @Pattern(regexp = "(https://\\S+)?", message = "must be an https address, or empty for none")
            @Size(max = 500)
            @Schema(examples = "https://example.com/boiler-room.png")
            String logo,

            @Schema(description = "As a whole; an empty one lifts all limits. Needs the permission members")
            TokenPolicy tokenPolicy) {}

    record Move(@NotNull UUID organization) {}

    @POST
    @Operation(
            summary = "Create a workspace",
            description = "Needs the permission org:workspaces of the organization; one becomes the workspace's owner.")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<WorkspaceView>> create(@Valid @NotNull NewWorkspace asked) {
        return createInOrganization
                .create(asked.organization(), asked.name().strip())
                .map(changed -> changed.map(WorkspaceView::of))
                .map(changed ->
                        changed.created("/v1/workspaces/" + changed.value().id()));
    }

    @GET
    @WithSession
    @Operation(summary = "The workspaces I am in")
    public Uni<Page<WorkspaceView>> mine(
            @RestQuery UUID after, @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return workspaces
                .of(caller.account(), caller.limits().workspaces(), Page.startOr(after), Page.probe(limit))
                .map(found -> Page.of(found, limit, workspace -> workspace.id).map(WorkspaceView::of));
    }

    @GET
    @Path("{workspace}")
    @Operation(summary = "A workspace I am in")
    @APIResponse(responseCode = "200", description = "It is this")
    @APIResponse(responseCode = "404", description = "There is none, or I am not in it")
    public Uni<WorkspaceView> get(@RestPath UUID workspace) {
        return enter.read(workspace, access -> Uni.createFrom().item(WorkspaceView.of(access.workspace())));
    }

    @PATCH
    @Path("{workspace}")
    @Operation(
            summary = "Change a workspace",
            description =
                    "Its name (the slug stays) and logo, which need the permission basics; how long the tokens of its API"
                            + " users last, which needs members. What is left out stays.")
    public Uni<RestResponse<WorkspaceView>> change(@RestPath UUID workspace, @Valid @NotNull WorkspaceChange asked) {
        return changeWorkspace
                .change(workspace, change -> {
                    Workspace changed = change.workspace();
                    WorkspaceView before = WorkspaceView.of(changed);
                    if (asked.name() != null) {
                        change.access().require("basics");
                        changed.name = asked.name().strip();
                    }
                    if (asked.logo() != null) {
                        change.access().require("basics");
                        changed.logo = asked.logo().isEmpty() ? null : asked.logo();
                    }
                    if (asked.tokenPolicy() != null) {
                        change.access().require("members");
                        asked.tokenPolicy().putInto(changed);
                    }
                    change.note(Action.WORKSPACE_CHANGED, workspace, before, WorkspaceView.of(changed));
                    return Uni.createFrom().item(changed);
                })
                .map(changed -> changed.map(WorkspaceView::of).ok());
    }

    @PUT
    @Path("{workspace}/organization")
    @Operation(
            summary = "Move a workspace to another organization",
            description =
                    "Both must be mine. Who acts for the one can do nothing more in it, who acts for the other can.")
    public Uni<RestResponse<WorkspaceView>> move(@RestPath UUID workspace, @Valid @NotNull Move asked) {
        return moveWorkspace
                .move(workspace, asked.organization())
                .map(changed -> changed.map(WorkspaceView::of).ok());
    }

    @POST
    @Path("{workspace}/archive")
    @Operation(
            summary = "Archive a workspace",
            description =
                    "Nobody may do anything in it, and nothing in it can be changed, until it is restored; nothing is"
                            + " lost. For owners, and with the permission org:workspaces.")
    @APIResponse(responseCode = "200", description = "Archived")
    public Uni<RestResponse<WorkspaceView>> archive(@RestPath UUID workspace) {
        return archiveWorkspace
                .archive(workspace)
                .map(changed -> changed.map(WorkspaceView::of).ok());
    }

    @POST
    @Path("{workspace}/restore")
    @Operation(
            summary = "Restore an archived workspace",
            description = "Everybody has again what they had. For owners, and with the permission org:workspaces.")
    @APIResponse(responseCode = "200", description = "Restored")
    public Uni<RestResponse<WorkspaceView>> restore(@RestPath UUID workspace) {
        return archiveWorkspace
                .restore(workspace)
                .map(changed -> changed.map(WorkspaceView::of).ok());
    }

    @DELETE
    @Path("{workspace}")
    @Operation(
            summary = "Delete a workspace for good",
            description = "Everybody in it loses their scope there, its API users end; the slug is never given again."
                    + " Owners only.")
    @APIResponse(responseCode = "200", description = "Deleted; this went with it")
    public Uni<RestResponse<DeleteWorkspace.Report>> delete(
            @RestPath UUID workspace,
            @RestQuery @Size(max = 100) @Parameter(description = "The workspace's, to show that it is the right one")
                    String slug) {
        return deleteWorkspace.delete(workspace, slug).map(changed -> changed.ok());
    }
}
