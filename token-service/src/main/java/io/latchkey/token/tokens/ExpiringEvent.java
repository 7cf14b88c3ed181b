package io.latchkey.token.tokens;

import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** A token's end is near; schema expiring.v1 in event-contracts. */
@RegisterForReflection
record ExpiringEvent(UUID token, UUID account, String kind, String name, Instant expiresAt, Instant at) {
    static final String TYPE = "io.latchkey.token.expiring.v1";

    static ExpiringEvent of(Token token, Instant at) {
        return new ExpiringEvent(token.id, token.account, token.kind, token.name, token.expiresAt, at);
    }

    /** Beside the token's state, which compaction must keep. */
    OutboxEvent toOutbox() {
        return new OutboxEvent(TokenEvent.TOPIC, token + "/expiring", token.toString(), TYPE, this);
    }
}
