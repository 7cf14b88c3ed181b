package io.latchkey.token.uses;

import java.util.Locale;

/** The way a token was presented. */
public enum Via {
    CHECK,
    FORWARD_AUTH,
    INTROSPECTION,
    EXCHANGE,
    MQTT;

    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
