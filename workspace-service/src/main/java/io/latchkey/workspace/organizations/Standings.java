package io.latchkey.workspace.organizations;

import io.latchkey.workspace.rights.Catalogue;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Who may do what for an organization; needs a session. */
@ApplicationScoped
public class Standings {
    private static final String ACTING = """
            select o.owner, a from Organization o left join Administrator a on a.id.organization = o.id
            where o.id = :organization""";

    private final Organizations organizations;
    private final Administrators administrators;
    private final Catalogue catalogue;

    Standings(Organizations organizations, Administrators administrators, Catalogue catalogue) {
        this.organizations = organizations;
        this.administrators = administrators;
        this.catalogue = catalogue;
    }

    public Uni<Standing> of(UUID organization, UUID account) {
        return organizations
                .findById(organization)
                .flatMap(found -> found.owner.equals(account)
                        ? Uni.createFrom().item(ofOwner())
                        : administrators
                                .find(organization, account)
                                .map(administrator ->
                                        administrator == null ? Standing.NONE : ofAdministrator(administrator)));
    }

    /** By account: everybody who has one. */
    public Uni<Map<UUID, Standing>> everybody(UUID organization) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(ACTING, Object[].class)
                        .setParameter("organization", organization)
                        .getResultList())
                .map(this::byAccount);
    }

    private Map<UUID, Standing> byAccount(List<Object[]> acting) {
        Map<UUID, Standing> standings = new HashMap<>();
        for (Object[] one : acting) {
            if (one[1] instanceof Administrator administrator) {
                standings.put(administrator.id.account(), ofAdministrator(administrator));
            }
            standings.put((UUID) one[0], ofOwner());
        }
        return standings;
    }

    private Standing ofOwner() {
        Set<String> all = catalogue.organizationPermissions();
        return new Standing(true, catalogue.withImplied(all));
    }

    private Standing ofAdministrator(Administrator administrator) {
        return new Standing(false, catalogue.withImplied(List.of(administrator.permissions)));
    }
}
