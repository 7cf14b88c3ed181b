package io.latchkey.workspace.administration;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.organizations.Standings;
import io.latchkey.workspace.workspaces.WorkspaceView;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.Cancellable;

@Path("/v1/organizations")
@Cancellable(false)
@Authenticated
@Tag(name = "Organizations", description = "What owns workspaces; not for tokens with limits")
class OrganizationResource {
    private final Organizations organizations;
    private final Standings standings;
    private final Workspaces workspaces;
    private final EnterOrganization enter;
    private final ChangeOrganization changeOrganization;
    private final Caller caller;

    OrganizationResource(
            Organizations organizations,
            Standings standings,
            Workspaces workspaces,
            EnterOrganization enter,
            ChangeOrganization changeOrganization,
            Caller caller) {
        this.organizations = organizations;
        this.standings = standings;
        this.workspaces = workspaces;
        this.enter = enter;
        this.changeOrganization = changeOrganization;
        this.caller = caller;
    }

    record OrganizationInput(
            @NotBlank @Size(max = 100) @Schema(examples = "Analytical Engines")
            String name) {}

    @GET
    @Operation(summary = "The organizations I own, administer or am offered")
    public Uni<Page<OrganizationView>> mine(
            @RestQuery UUID after, @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return page(limit, me -> organizations.concerning(me, Page.startOr(after), Page.probe(limit)));
    }

    private Uni<Page<OrganizationView>> page(int limit, Function<UUID, Uni<List<Organization>>> read) {
        caller.requireNoLimits();
        UUID me = caller.account();
        return Panache.withSession(() -> read.apply(me)
                .map(found -> Page.of(found, limit, organization -> organization.id))
                .flatMap(page -> views(page.items(), me).map(views -> new Page<>(views, page.next()))));
    }

    private Uni<List<OrganizationView>> views(List<Organization> found, UUID me) {
        return Multi.createFrom()
                .iterable(found)
                .onItem()
                .transformToUniAndConcatenate(organization ->
                        standings.of(organization.id, me).map(standing -> OrganizationView.of(organization, standing)))
                .collect()
                .asList();
    }

    @GET
    @Path("shared")
    @Operation(
            summary = "The organizations I own and others are in",
            description =
                    "As administrators, or as people in a workspace of it: those I must hand on before I can delete"
                            + " my account.")
    public Uni<Page<OrganizationView>> shared(
            @RestQuery UUID after, @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return page(limit, me -> organizations.sharedBy(me, Page.startOr(after), Page.probe(limit)));
    }

    @GET
    @Path("{organization}")
    @Operation(summary = "An organization")
    @APIResponse(responseCode = "200", description = "It is this")
    @APIResponse(responseCode = "404", description = "There is none, or I have nothing to do with it")
    public Uni<OrganizationView> get(@RestPath UUID organization) {
        return enter.read(
                organization,
                entered -> Uni.createFrom().item(OrganizationView.of(entered.organization(), entered.standing())));
    }

    @PATCH
    @Path("{organization}")
    @Operation(summary = "Rename an organization", description = "Its owner only.")
    public Uni<OrganizationView> change(@RestPath UUID organization, @Valid @NotNull OrganizationInput input) {
        return changeOrganization.change(organization, change -> {
            Organization changed = change.requireOwner().organization();
            String name = input.name().strip();
            change.note(
                    Action.ORGANIZATION_CHANGED,
                    changed.id,
                    new OrganizationInput(changed.name),
                    new OrganizationInput(name));
            changed.name = name;
            return standings.of(changed.id, change.me()).map(standing -> OrganizationView.of(changed, standing));
        });
    }

    @GET
    @Path("{organization}/workspaces")
    @Operation(summary = "The organization's workspaces", description = "For its owner and administrators.")
    public Uni<Page<WorkspaceView>> workspaces(
            @RestPath UUID organization,
            @RestQuery UUID after,
            @RestQuery @DefaultValue("100") @Min(1) @Max(1000) int limit) {
        return enter.read(
                organization,
                entered -> workspaces
                        .ofOrganization(
                                entered.requireStanding().organization().id, Page.startOr(after), Page.probe(limit))
                        .map(found ->
                                Page.of(found, limit, workspace -> workspace.id).map(WorkspaceView::of)));
    }
}
