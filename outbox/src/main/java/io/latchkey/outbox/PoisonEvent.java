package io.latchkey.outbox;

/** An event that can never be applied: it goes to the dead-letter topic, so that those behind it can go on. */
public final class PoisonEvent extends RuntimeException {
    PoisonEvent(String why, Throwable cause) {
        super(why, cause);
    }
}
