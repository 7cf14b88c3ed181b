package io.latchkey.workspace.rights;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** What was given to a member, an invitation or a team, as it was given; {@link EffectiveRights} is what follows. */
@Embeddable
public class Rights {
    @Column(nullable = false)
    public String[] permissions = {};

    /** Built-in ones by name, custom ones by id. */
    @Column(nullable = false)
    public String[] roles = {};

    @Column(name = "all_devices", nullable = false)
    public boolean allDevices;

    @Column(name = "device_ids", nullable = false)
    public UUID[] deviceIds = {};

    @Column(name = "device_permissions", nullable = false)
    public String[] devicePermissions = {};

    public boolean hasRole(String role) {
        return Arrays.asList(roles).contains(role);
    }

    public boolean isOwner() {
        return hasRole(Catalogue.OWNER);
    }

    public Set<UUID> devices() {
        return new TreeSet<>(Arrays.asList(deviceIds));
    }

    public static Rights ofOwner() {
        Rights rights = new Rights();
        rights.roles = new String[] {Catalogue.OWNER};
        return rights;
    }
}
