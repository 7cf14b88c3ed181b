package io.latchkey.workspace.organizations;

import io.latchkey.workspace.rights.Catalogue;
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
        return organizations
                .findById(organization)
                .flatMap(found -> administrators.of(organization).map(all -> {
                    Map<UUID, Standing> standings = new HashMap<>();
                    all.forEach(one -> standings.put(one.id.account(), ofAdministrator(one)));
                    standings.put(found.owner, ofOwner());
                    return standings;
                }));
    }

    private Standing ofOwner() {
        Set<String> all = catalogue.organizationPermissions();
        return new Standing(true, catalogue.withImplied(all));
    }

    private Standing ofAdministrator(Administrator administrator) {
        return new Standing(false, catalogue.withImplied(List.of(administrator.permissions)));
    }
}
