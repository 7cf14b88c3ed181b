package io.latchkey.workspace.rights;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.Set;
import java.util.UUID;

/** A workspace's own role. */
@Entity
public class Role {
    @Id
    public UUID id;

    public UUID workspace;

    public String name;

    public String[] permissions = {};

    @Column(name = "device_permissions")
    public String[] devicePermissions = {};

    public RoleRights rights() {
        return new RoleRights(Set.of(permissions), Set.of(devicePermissions), false);
    }
}
