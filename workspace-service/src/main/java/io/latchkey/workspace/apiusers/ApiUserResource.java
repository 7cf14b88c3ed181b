package io.latchkey.workspace.apiusers;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.EnterWorkspace;
import io.latchkey.workspace.access.Member;
import io.latchkey.workspace.access.Members;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/workspaces/{workspace}/api-users")
@Cancellable(false)
@Authenticated
@Tag(
        name = "API users",
        description = "Accounts with no person behind them; everything here needs the permission members")
class ApiUserResource {
    private final EnterWorkspace enter;
    private final Members members;
    private final CreateApiUser createApiUser;
    private final ChangeApiUser changeApiUser;

    ApiUserResource(EnterWorkspace enter, Members members, CreateApiUser createApiUser, ChangeApiUser changeApiUser) {
        this.enter = enter;
        this.members = members;
        this.createApiUser = createApiUser;
        this.changeApiUser = changeApiUser;
    }

    @POST
    @Operation(
            summary = "Create an API user",
            description = "Needs every right it is given. Its token is made at once: list it with"
                    + " GET /v1/tokens?account=…, see its value with POST /v1/tokens/{id}/reveal.")
    @APIResponse(responseCode = "201", description = "Created")
    @APIResponse(responseCode = "403", description = "The rights go beyond the caller's own")
    public Uni<RestResponse<ApiUserView>> create(@RestPath UUID workspace, @Valid @NotNull ApiUserInput input) {
        return createApiUser
                .create(workspace, input)
                .map(changed -> changed.created("/v1/workspaces/" + workspace + "/api-users/"
                        + changed.value().account()));
    }

    @GET
    @Operation(summary = "The workspace's API users")
    public Uni<Page<ApiUserView>> list(
            @RestPath UUID workspace,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return enter.read(
                workspace,
                access -> members.page(
                                access.require("members").workspace().id,
                                Member.API_USER,
                                Page.startOr(after),
                                Page.probe(limit))
                        .map(found ->
                                Page.of(found, limit, Member::account).map(member -> ApiUserView.of(member, access))));
    }

    @GET
    @Path("{account}")
    @Operation(summary = "An API user")
    public Uni<ApiUserView> get(@RestPath UUID workspace, @RestPath UUID account) {
        return enter.read(
                workspace,
                access -> members.find(access.require("members").workspace().id, account, Member.API_USER)
                        .onItem()
                        .ifNull()
                        .failWith(ChangeApiUser::missing)
                        .map(member -> ApiUserView.of(member, access)));
    }

    @PATCH
    @Path("{account}")
    @Operation(summary = "Change an API user", description = "What is left out stays.")
    public Uni<RestResponse<ApiUserView>> change(
            @RestPath UUID workspace, @RestPath UUID account, @Valid @NotNull ApiUserInput input) {
        return changeApiUser.change(workspace, account, input).map(changed -> changed.ok());
    }

    @DELETE
    @Path("{account}")
    @Operation(summary = "Delete an API user", description = "Its tokens are good for nothing from then on.")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<RestResponse<Void>> delete(@RestPath UUID workspace, @RestPath UUID account) {
        return changeApiUser.delete(workspace, account).map(changed -> changed.noContent());
    }
}
