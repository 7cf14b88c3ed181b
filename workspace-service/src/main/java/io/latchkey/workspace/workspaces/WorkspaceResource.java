package io.latchkey.workspace.workspaces;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.workspace.access.ChangeWorkspace;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.quarkus.hibernate.reactive.panache.Panache;
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
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/workspaces")
@Authenticated
@Tag(name = "Workspaces")
class WorkspaceResource {
    private final EnterWorkspace enter;
    private final ChangeWorkspace changeWorkspace;
    private final Workspaces workspaces;
    private final Organizations organizations;
    private final CreateWorkspace createWorkspace;
    private final DeleteWorkspace deleteWorkspace;
    private final Caller caller;
    private final RequestOrigin requestOrigin;

    WorkspaceResource(
            EnterWorkspace enter,
            ChangeWorkspace changeWorkspace,
            Workspaces workspaces,
            Organizations organizations,
            CreateWorkspace createWorkspace,
            DeleteWorkspace deleteWorkspace,
            Caller caller,
            RequestOrigin requestOrigin) {
        this.enter = enter;
        this.changeWorkspace = changeWorkspace;
        this.workspaces = workspaces;
        this.organizations = organizations;
        this.createWorkspace = createWorkspace;
        this.deleteWorkspace = deleteWorkspace;
        this.caller = caller;
        this.requestOrigin = requestOrigin;
    }

    record NewWorkspace(
            @NotBlank @Size(max = 100) @Schema(examples = "Engine room")
            String name,

            @Schema(description = "One I own; my first one where left out")
            UUID organization) {}

    record WorkspaceChange(
            @Pattern(regexp = ".*\\S.*", message = "must not be blank")
            @Size(max = 100)
            @Schema(examples = "Boiler room")
            String name,

            @Schema(description = "As a whole; an empty one lifts all limits. Needs the permission members")
            TokenPolicy tokenPolicy) {}

    @POST
    @Operation(summary = "Create a workspace", description = "In an organization of one's own; one becomes its owner.")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<WorkspaceView>> create(@Valid @NotNull NewWorkspace asked) {
        caller.requireNoLimits();
        Origin origin = requestOrigin.get();
        return Panache.withTransaction(() -> organization(origin.account(), asked.organization())
                        .flatMap(organization -> createWorkspace.create(
                                organization.id, origin, asked.name().strip())))
                .map(changed -> changed.map(WorkspaceView::of))
                .map(changed ->
                        changed.created("/v1/workspaces/" + changed.value().id()));
    }

    private Uni<Organization> organization(UUID owner, UUID wanted) {
        return organizations
                .ownedBy(owner)
                .map(owned -> owned.stream()
                        .filter(organization -> wanted == null || organization.id.equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> wanted == null
                                ? Refused.because(
                                        Reason.NOT_ALLOWED, "Workspaces are created by those who own an organization.")
                                : Refused.field("organization", "there is no such organization of yours")));
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
            description = "Its name (the slug stays), which needs the permission basics; how long the tokens of its API"
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
                    if (asked.tokenPolicy() != null) {
                        change.access().require("members");
                        asked.tokenPolicy().putInto(changed);
                    }
                    change.note(Action.WORKSPACE_CHANGED, workspace, before, WorkspaceView.of(changed));
                    return Uni.createFrom().item(changed);
                })
                .map(changed -> changed.map(WorkspaceView::of).ok());
    }

    @DELETE
    @Path("{workspace}")
    @Operation(
            summary = "Delete a workspace for good",
            description = "Everybody in it loses their scope there, its API users end. Owners only.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Void>> delete(@RestPath UUID workspace) {
        return deleteWorkspace.delete(workspace).map(changed -> changed.noContent());
    }
}
