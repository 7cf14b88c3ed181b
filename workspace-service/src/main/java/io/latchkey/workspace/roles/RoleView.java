package io.latchkey.workspace.roles;

import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.rights.Role;
import io.latchkey.workspace.rights.RoleRights;
import java.util.Collection;
import java.util.TreeSet;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param id a built-in role's is its name */
@Schema(name = "Role")
@Type("Role")
public record RoleView(
        String id,
        @Schema(examples = "Night shift") String name,
        boolean builtIn,
        Collection<String> permissions,
        Collection<String> devicePermissions)
        implements Tagged {
    static RoleView of(Role role) {
        return of(role.id.toString(), role.name, false, role.rights());
    }

    static RoleView builtIn(String name, RoleRights rights) {
        return of(name, name, true, rights);
    }

    private static RoleView of(String id, String name, boolean builtIn, RoleRights rights) {
        return new RoleView(
                id, name, builtIn, new TreeSet<>(rights.permissions()), new TreeSet<>(rights.devicePermissions()));
    }
}
