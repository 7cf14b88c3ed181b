package io.latchkey.workspace.administration;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.organizations.Organization;
import io.latchkey.workspace.organizations.Organizations;
import io.latchkey.workspace.organizations.Standing;
import io.latchkey.workspace.organizations.Standings;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;

/** To read of an organization. */
@ApplicationScoped
public class EnterOrganization {
    private final Organizations organizations;
    private final Standings standings;
    private final Caller caller;

    EnterOrganization(Organizations organizations, Standings standings, Caller caller) {
        this.organizations = organizations;
        this.standings = standings;
        this.caller = caller;
    }

    /** Where a caller stands in an organization that concerns them. */
    public record Entered(Organization organization, Standing standing) {
        public Entered require(String permission) {
            if (!standing.has(permission)) {
                throw Refused.because(
                        Reason.NOT_ALLOWED, "This needs the permission " + permission + " of the organization.");
            }
            return this;
        }

        Entered requireStanding() {
            if (standing.isNone()) {
                throw Refused.because(Reason.NOT_ALLOWED, "This is for those who act for the organization.");
            }
            return this;
        }
    }

    /** In a session of its own. */
    public <T> Uni<T> read(UUID organization, Function<Entered, Uni<T>> work) {
        caller.requireNoLimits();
        UUID me = caller.account();
        return Panache.withSession(() -> organizations
                .findById(organization)
                .onItem()
                .ifNull()
                .failWith(ChangeOrganization::missing)
                .flatMap(found -> standings.of(found.id, me).flatMap(standing -> {
                    if (!ChangeOrganization.concerns(found, standing, me)) {
                        throw ChangeOrganization.missing();
                    }
                    return work.apply(new Entered(found, standing));
                })));
    }
}
