package io.latchkey.token.tokens;

import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** Full state of a token, never its value; schema token.v1 in event-contracts. */
@RegisterForReflection
record TokenEvent(
        UUID token,
        UUID account,
        String kind,
        String name,
        String status,
        Instant createdAt,
        Instant expiresAt,
        UUID rotatedTo,
        long revision) {
    static final String TOPIC = "token.lifecycle.v1";
    static final String TYPE = "io.latchkey.token.token.v1";

    static TokenEvent of(Token token) {
        return new TokenEvent(
                token.id,
                token.account,
                token.kind,
                token.name,
                token.status,
                token.createdAt,
                token.expiresAt,
                token.rotatedTo,
                token.version);
    }

    OutboxEvent toOutbox() {
        return new OutboxEvent(TOPIC, token.toString(), token.toString(), TYPE, this);
    }
}
