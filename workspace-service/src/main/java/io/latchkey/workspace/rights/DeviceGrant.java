package io.latchkey.workspace.rights;

import java.util.Set;
import java.util.UUID;

/** Device permissions on listed devices. */
public record DeviceGrant(Set<UUID> devices, Set<String> permissions) {}
