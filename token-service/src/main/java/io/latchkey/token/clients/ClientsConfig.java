package io.latchkey.token.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

@ConfigMapping(prefix = "latchkey.clients")
interface ClientsConfig {
    /** By client id. */
    @WithParentName
    Map<String, Entry> clients();

    /** Known by a secret, or by being a Kubernetes service account, or either. */
    interface Entry {
        Optional<String> secret();

        /** As {@code namespace/name}. */
        Optional<String> serviceAccount();

        Set<May> may();
    }
}
