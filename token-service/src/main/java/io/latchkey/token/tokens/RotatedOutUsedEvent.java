package io.latchkey.token.tokens;

import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/** A token was presented after it was rotated and its overlap ended; schema rotated-out-used.v1 in event-contracts. */
@RegisterForReflection
record RotatedOutUsedEvent(UUID token, UUID account, UUID rotatedTo, Instant at) {
    static final String TYPE = "io.latchkey.token.rotated-out-used.v1";

    /** Beside the token's state, which compaction must keep. */
    OutboxEvent toOutbox() {
        return new OutboxEvent(TokenEvent.TOPIC, token + "/rotated-out-used", token.toString(), TYPE, this);
    }
}
