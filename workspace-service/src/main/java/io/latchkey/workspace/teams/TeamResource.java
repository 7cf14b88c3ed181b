package io.latchkey.workspace.teams;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.EnterWorkspace;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces/{workspace}/teams")
@Cancellable(false)
@Authenticated
@Tag(
        name = "Teams",
        description = "Members, devices and permissions together; everything here needs the permission members")
class TeamResource {
    private final EnterWorkspace enter;
    private final SaveTeam saveTeam;

    TeamResource(EnterWorkspace enter, SaveTeam saveTeam) {
        this.enter = enter;
        this.saveTeam = saveTeam;
    }

    @GET
    @Operation(summary = "The workspace's teams")
    public Uni<Page<TeamView>> list(@RestPath UUID workspace) {
        return enter.read(
                workspace,
                access -> Uni.createFrom()
                        .item(Page.whole(access.require("members").book().teams())
                                .map(TeamView::of)));
    }

    @GET
    @Path("{team}")
    @Operation(summary = "A team")
    public Uni<TeamView> get(@RestPath UUID workspace, @RestPath UUID team) {
        return enter.read(
                workspace,
                access -> Uni.createFrom()
                        .item(access.require("members").book().teams().stream()
                                .filter(one -> one.id.equals(team))
                                .findFirst()
                                .map(TeamView::of)
                                .orElseThrow(SaveTeam::missing)));
    }

    @POST
    @Operation(summary = "Create a team", description = "Needs every right the team is given.")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<TeamView>> create(@RestPath UUID workspace, @Valid @NotNull TeamInput input) {
        return saveTeam.create(workspace, input)
                .map(changed -> changed.map(TeamView::of))
                .map(changed -> changed.created("/v1/workspaces/" + workspace + "/teams/"
                        + changed.value().id()));
    }

    @PATCH
    @Path("{team}")
    @Operation(summary = "Change a team", description = "What is left out stays; its members follow.")
    public Uni<RestResponse<TeamView>> change(
            @RestPath UUID workspace, @RestPath UUID team, @Valid @NotNull TeamInput input) {
        return saveTeam.change(workspace, team, input)
                .map(changed -> changed.map(TeamView::of).ok());
    }

    @DELETE
    @Path("{team}")
    @Operation(summary = "Delete a team", description = "Its members lose what it brought.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Void>> delete(@RestPath UUID workspace, @RestPath UUID team) {
        return saveTeam.delete(workspace, team).map(changed -> changed.noContent());
    }
}
