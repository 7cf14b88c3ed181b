package io.latchkey.workspace.administration;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.accounts.Accounts;
import io.latchkey.workspace.organizations.Administrator;
import io.latchkey.workspace.organizations.Administrators;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/organizations/{organization}/administrators")
@Cancellable(false)
@Authenticated
@Tag(name = "Organizations")
class AdministratorResource {
    private final EnterOrganization enter;
    private final Administer administer;
    private final Administrators administrators;
    private final Accounts accounts;

    AdministratorResource(
            EnterOrganization enter, Administer administer, Administrators administrators, Accounts accounts) {
        this.enter = enter;
        this.administer = administer;
        this.administrators = administrators;
        this.accounts = accounts;
    }

    record NewAdministrator(
            @NotBlank @Email @Size(max = 254) @Schema(examples = "grace@example.com")
            String email,

            @NotEmpty @Size(max = 50) @Schema(examples = "[\"org:members\"]")
            List<@NotNull String> permissions) {}

    record AdministratorChange(
            @NotEmpty @Size(max = 50) @Schema(examples = "[\"org:members\"]")
            List<@NotNull String> permissions) {}

    @GET
    @Operation(summary = "Who administers the organization", description = "For its owner and administrators.")
    public Uni<Page<AdministratorView>> list(@RestPath UUID organization) {
        return enter.read(
                organization,
                entered -> administrators
                        .of(entered.requireStanding().organization().id)
                        .flatMap(this::views));
    }

    private Uni<Page<AdministratorView>> views(List<Administrator> found) {
        return accounts.byId(found.stream().map(one -> one.id.account()).toList())
                .map(known -> Page.whole(found).map(one -> AdministratorView.of(one, known.get(one.id.account()))));
    }

    @POST
    @Operation(
            summary = "Make somebody administrator",
            description =
                    "Somebody who has registered; they may then do in each of the organization's workspaces what the"
                            + " permissions imply, without being a member. Its owner only.")
    @APIResponse(responseCode = "201", description = "They are")
    @APIResponse(responseCode = "409", description = "They act for the organization already")
    public Uni<RestResponse<AdministratorView>> add(
            @RestPath UUID organization, @Valid @NotNull NewAdministrator input) {
        return administer
                .add(organization, input.email(), input.permissions())
                .map(added -> ResponseBuilder.create(Status.CREATED, added)
                        .location(
                                URI.create("/v1/organizations/" + organization + "/administrators/" + added.account()))
                        .build());
    }

    @GET
    @Path("{account}")
    @Operation(summary = "An administrator", description = "For the organization's owner and administrators.")
    public Uni<AdministratorView> get(@RestPath UUID organization, @RestPath UUID account) {
        return enter.read(
                organization,
                entered -> administer
                        .find(entered.requireStanding().organization().id, account)
                        .flatMap(found -> accounts.findById(account).map(known -> AdministratorView.of(found, known))));
    }

    @PATCH
    @Path("{account}")
    @Operation(
            summary = "Change what an administrator may do",
            description = "As a whole. The organization's owner only.")
    public Uni<AdministratorView> change(
            @RestPath UUID organization, @RestPath UUID account, @Valid @NotNull AdministratorChange input) {
        return administer.change(organization, account, input.permissions());
    }

    @DELETE
    @Path("{account}")
    @Operation(summary = "Unmake an administrator", description = "The organization's owner only; oneself always.")
    @APIResponse(responseCode = "204", description = "They are none any more")
    public Uni<Void> remove(@RestPath UUID organization, @RestPath UUID account) {
        return administer.remove(organization, account);
    }
}
