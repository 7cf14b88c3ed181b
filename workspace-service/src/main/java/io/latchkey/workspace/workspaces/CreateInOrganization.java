package io.latchkey.workspace.workspaces;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.requests.Origin;
import io.latchkey.edge.requests.RequestOrigin;
import io.latchkey.workspace.access.Changed;
import io.latchkey.workspace.access.Workspace;
import io.latchkey.workspace.idempotency.Once;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.organizations.Standings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** By somebody who may create workspaces in an organization; they become the workspace's owner. */
@ApplicationScoped
class CreateInOrganization {
    private static final String PERMISSION = "org:workspaces";

    private final Organizations organizations;
    private final Standings standings;
    private final CreateWorkspace createWorkspace;
    private final Once once;
    private final Caller caller;
    private final RequestOrigin requestOrigin;

    CreateInOrganization(
            Organizations organizations,
            Standings standings,
            CreateWorkspace createWorkspace,
            Once once,
            Caller caller,
            RequestOrigin requestOrigin) {
        this.organizations = organizations;
        this.standings = standings;
        this.createWorkspace = createWorkspace;
        this.once = once;
        this.caller = caller;
        this.requestOrigin = requestOrigin;
    }

    /** @param wanted null for the first that the caller owns */
    Uni<Changed<Workspace>> create(UUID wanted, String name) {
        caller.requireNoLimits();
        Origin origin = requestOrigin.get();
        return Panache.withTransaction(() -> organization(wanted, origin.account())
                // So that nobody becomes administrator of the organization without being told of here.
                .call(organizations::locked)
                .call(organization -> mayCreateIn(organization, origin.account()))
                .call(organization -> once.claim(origin.account()))
                .flatMap(organization -> createWorkspace.create(organization, origin, name)));
    }

    private Uni<UUID> organization(UUID wanted, UUID account) {
        return wanted != null
                ? Uni.createFrom().item(wanted)
                : organizations
                        .idOwnedBy(account)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Refused.because(
                                Reason.NOT_ALLOWED, "Workspaces are created by those who own an organization."));
    }

    private Uni<Void> mayCreateIn(UUID organization, UUID account) {
        return organizations
                .findById(organization)
                .flatMap(found -> found == null
                        ? Uni.createFrom().item(false)
                        : standings.of(organization, account).map(standing -> standing.has(PERMISSION)))
                .invoke(may -> {
                    if (!may) {
                        throw Refused.field("organization", "there is no such organization of yours");
                    }
                })
                .replaceWithVoid();
    }
}
