package io.latchkey.workspace.rights;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@ApplicationScoped
public class Roles implements PanacheRepositoryBase<Role, UUID> {
    private final Catalogue catalogue;

    Roles(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    public Uni<List<Role>> custom(UUID workspace) {
        return list("workspace = ?1 order by name", workspace);
    }

    /** Every role of the workspace by the key that {@link Rights#roles} holds. */
    public Uni<Map<String, RoleRights>> byKey(UUID workspace) {
        return custom(workspace).map(custom -> {
            Map<String, RoleRights> roles = new LinkedHashMap<>(catalogue.builtInRoles());
            custom.forEach(role -> roles.put(role.id.toString(), held(role.rights())));
            return roles;
        });
    }

    private RoleRights held(RoleRights given) {
        return new RoleRights(
                catalogue.held(given.permissions()), catalogue.held(given.devicePermissions()), given.everyDevice());
    }

    public Uni<Role> find(UUID workspace, UUID id) {
        return find("workspace = ?1 and id = ?2", workspace, id).firstResult();
    }
}
