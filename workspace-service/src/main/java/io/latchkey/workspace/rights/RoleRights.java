package io.latchkey.workspace.rights;

import java.util.Set;

/** @param everyDevice whether the device permissions reach all devices by themselves, as an owner's do */
public record RoleRights(Set<String> permissions, Set<String> devicePermissions, boolean everyDevice) {}
