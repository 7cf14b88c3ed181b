package io.latchkey.edge.protections;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.Set;

@ConfigMapping(prefix = "latchkey.protections")
interface ProtectionConfig {
    /** For fault runs alone; nobody is served with one of them off but this machine. */
    Optional<Set<Protection>> off();
}
