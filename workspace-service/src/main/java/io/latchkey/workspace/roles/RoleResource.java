package io.latchkey.workspace.roles;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.rights.Catalogue;
import io.latchkey.workspace.rights.Role;
import io.latchkey.workspace.rights.Roles;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces/{workspace}/roles")
@Cancellable(false)
@Authenticated
@Tag(name = "Roles", description = "Named bundles of permissions; built-in ones and the workspace's own")
class RoleResource {
    private final EnterWorkspace enter;
    private final Roles roles;
    private final Catalogue catalogue;
    private final SaveRole saveRole;

    RoleResource(EnterWorkspace enter, Roles roles, Catalogue catalogue, SaveRole saveRole) {
        this.enter = enter;
        this.roles = roles;
        this.catalogue = catalogue;
        this.saveRole = saveRole;
    }

    record RoleInput(
            @Size(min = 1, max = 100) @Schema(examples = "Night shift")
            String name,

            @Size(max = 200) @Schema(examples = "[\"reports\"]")
            List<@NotNull String> permissions,

            @Size(max = 50) @Schema(examples = "[\"device:view\"]")
            List<@NotNull String> devicePermissions) {}

    @GET
    @Operation(summary = "Built-in and own roles", description = "For everybody in the workspace.")
    public Uni<Page<RoleView>> list(@RestPath UUID workspace) {
        return enter.read(workspace, access -> roles.custom(access.workspace().id))
                .map(this::views);
    }

    private Page<RoleView> views(List<Role> custom) {
        List<RoleView> views = new ArrayList<>();
        catalogue.builtInRoles().forEach((name, rights) -> views.add(RoleView.builtIn(name, rights)));
        custom.forEach(role -> views.add(RoleView.of(role)));
        return Page.whole(views);
    }

    @GET
    @Path("{role}")
    @Operation(
            summary = "A role",
            description = "By its id, a built-in one by its name. For everybody in the workspace.")
    public Uni<RoleView> get(@RestPath UUID workspace, @RestPath String role) {
        return list(workspace)
                .map(all -> all.items().stream()
                        .filter(one -> one.id().equals(role))
                        .findFirst()
                        .orElseThrow(SaveRole::missing));
    }

    @POST
    @Operation(
            summary = "Create a role",
            description = "Needs the permission members, and every right the role brings - on every device.")
    @APIResponse(responseCode = "201", description = "Created")
    public Uni<RestResponse<RoleView>> create(@RestPath UUID workspace, @Valid @NotNull RoleInput input) {
        return saveRole.create(workspace, input)
                .map(changed -> changed.map(RoleView::of))
                .map(changed -> changed.created("/v1/workspaces/" + workspace + "/roles/"
                        + changed.value().id()));
    }

    @PATCH
    @Path("{role}")
    @Operation(summary = "Change a role of the workspace's own", description = "Everybody who holds it follows.")
    public Uni<RestResponse<RoleView>> change(
            @RestPath UUID workspace, @RestPath UUID role, @Valid @NotNull RoleInput input) {
        return saveRole.change(workspace, role, input)
                .map(changed -> changed.map(RoleView::of).ok());
    }

    @DELETE
    @Path("{role}")
    @Operation(summary = "Delete a role of the workspace's own", description = "Holders lose what it brought.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Void>> delete(@RestPath UUID workspace, @RestPath UUID role) {
        return saveRole.delete(workspace, role).map(changed -> changed.noContent());
    }
}
