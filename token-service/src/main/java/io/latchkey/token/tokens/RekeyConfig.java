package io.latchkey.token.tokens;

import io.smallrye.config.ConfigMapping;

@ConfigMapping(prefix = "latchkey.rekey")
interface RekeyConfig {
    /** Only once every instance has the new keys as its current ones; see docs/runbooks/rotate-keys.md. */
    boolean enabled();

    /** How often it is looked for what is still under retired keys. */
    String every();
}
