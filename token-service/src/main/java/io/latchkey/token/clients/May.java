package io.latchkey.token.clients;

/** What a client may do here. */
public enum May {
    CHECK,
    INTROSPECT,
    REVOKE,
    EXCHANGE,
    /** Ask why: tells more of a tenant than any answer to a caller may. */
    EXPLAIN,
    /** Ask as an MQTT broker does. */
    MQTT,
    /** End anything, as an operator. */
    OPERATE,
    FORWARD_AUTH
}
