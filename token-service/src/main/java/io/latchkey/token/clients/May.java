package io.latchkey.token.clients;

/** What a client may do here. */
public enum May {
    CHECK,
    INTROSPECT,
    REVOKE,
    EXCHANGE,
    FORWARD_AUTH
}
