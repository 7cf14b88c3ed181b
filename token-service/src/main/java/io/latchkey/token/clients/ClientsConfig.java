package io.latchkey.token.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Set;

@ConfigMapping(prefix = "latchkey.clients")
interface ClientsConfig {
    /** By client id. */
    @WithParentName
    Map<String, Client> clients();

    interface Client {
        String secret();

        Set<May> may();
    }

    /** What a client may do here. */
    enum May {
        CHECK,
        INTROSPECT,
        REVOKE,
        EXCHANGE,
        FORWARD_AUTH
    }
}
