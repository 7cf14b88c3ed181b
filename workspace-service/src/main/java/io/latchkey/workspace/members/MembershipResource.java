package io.latchkey.workspace.members;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.access.Members;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.access.Workspaces;
import io.latchkey.workspace.rights.RightsBook;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

@Path("/v1/memberships")
@Authenticated
@Tag(name = "Members")
class MembershipResource {
    private final Workspaces workspaces;
    private final Members members;
    private final RightsBook.Shelf shelf;
    private final Caller caller;

    MembershipResource(Workspaces workspaces, Members members, RightsBook.Shelf shelf, Caller caller) {
        this.workspaces = workspaces;
        this.members = members;
        this.shelf = shelf;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "What I hold in each workspace",
            description = "As it was given, and what follows from it. Not for tokens with limits.")
    public Uni<Page<MembershipView>> mine(
            @RestQuery UUID after, @RestQuery @DefaultValue("100") @Min(1) @Max(100) int limit) {
        caller.requireNoLimits();
        UUID me = caller.account();
        return Panache.withSession(() -> workspaces
                .of(me, null, Page.startOr(after), Page.probe(limit))
                .map(found -> Page.of(found, limit, workspace -> workspace.id))
                .flatMap(page -> Multi.createFrom()
                        .iterable(page.items())
                        .onItem()
                        .transformToUniAndConcatenate(workspace -> view(workspace, me))
                        .collect()
                        .asList()
                        .map(views -> new Page<>(views, page.next()))));
    }

    private Uni<MembershipView> view(Workspace workspace, UUID me) {
        return members.find(workspace.id, me)
                .flatMap(member -> shelf.open(workspace.id, workspace.edition)
                        .map(book -> MembershipView.of(workspace, member, book)));
    }
}
