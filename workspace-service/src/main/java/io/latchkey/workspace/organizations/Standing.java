package io.latchkey.workspace.organizations;

import java.util.Set;

/**
 * What somebody may do for an organization, and thereby in each of its workspaces.
 *
 * @param permissions of the organization, with the workspace permissions they imply
 */
public record Standing(boolean owner, Set<String> permissions) {
    public static final Standing NONE = new Standing(false, Set.of());

    public boolean has(String permission) {
        return permissions.contains(permission);
    }

    public boolean isNone() {
        return !owner && permissions.isEmpty();
    }
}
