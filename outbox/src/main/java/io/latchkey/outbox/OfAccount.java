package io.latchkey.outbox;

import java.util.UUID;

/** An event that says all there is to say of an account; of two the one with the higher revision is so. */
public interface OfAccount {
    UUID account();

    long revision();
}
