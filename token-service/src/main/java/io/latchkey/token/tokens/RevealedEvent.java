package io.latchkey.token.tokens;

import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** A token's value was shown again; schema revealed.v1 in event-contracts. */
@RegisterForReflection
record RevealedEvent(UUID token, UUID account, UUID actor, Instant at) {
    static final String TYPE = "io.latchkey.token.revealed.v1";

    /** Beside the token's state, which compaction must keep. */
    OutboxEvent toOutbox() {
        return new OutboxEvent(TokenEvent.TOPIC, token + "/revealed", token.toString(), TYPE, this);
    }
}
