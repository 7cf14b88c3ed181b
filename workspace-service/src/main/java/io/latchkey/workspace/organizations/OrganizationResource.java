package io.latchkey.workspace.organizations;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/organizations")
@Authenticated
@Tag(name = "Organizations")
class OrganizationResource {
    private final Organizations organizations;
    private final Caller caller;

    OrganizationResource(Organizations organizations, Caller caller) {
        this.organizations = organizations;
        this.caller = caller;
    }

    @Schema(name = "Organization")
    record OrganizationView(
            UUID id,
            @Schema(examples = "Analytical Engines") String name,
            UUID owner) {
        static OrganizationView of(Organization organization) {
            return new OrganizationView(organization.id, organization.name, organization.owner);
        }
    }

    @GET
    @WithSession
    @Operation(summary = "The organizations I own")
    public Uni<Page<OrganizationView>> mine() {
        return organizations
                .ownedBy(caller.account())
                .map(owned -> Page.whole(owned).map(OrganizationView::of));
    }
}
