package io.latchkey.outbox;

/** Refused before it is committed: one that Kafka does not take would keep back all that come after it, for good. */
public final class EventTooLarge extends RuntimeException {
    EventTooLarge(OutboxEvent event, int bytes, long most) {
        super("an event of type %s has %d bytes; %d are the most".formatted(event.type(), bytes, most));
    }
}
