package io.latchkey.token.projection;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.latchkey.outbox.EventReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A member's state and which event told it; what the event does not say of itself is null.
 *
 * @param eventId the CloudEvents id
 * @param actor whose request it came of
 */
@RegisterForReflection
record ToldMember(@JsonUnwrapped MemberEvent member, String eventId, Instant eventTime, UUID actor) {
    static ToldMember of(ConsumerRecord<String, byte[]> event, MemberEvent member) {
        return new ToldMember(
                member,
                EventReader.attribute(event, "id").orElse(null),
                time(event),
                EventReader.attribute(event, "actor").map(ToldMember::id).orElse(null));
    }

    /** Null where it has none, or one that nobody can read. */
    static Instant time(ConsumerRecord<String, byte[]> event) {
        try {
            return EventReader.attribute(event, "time").map(Instant::parse).orElse(null);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
