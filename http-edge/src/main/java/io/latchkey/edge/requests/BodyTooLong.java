package io.latchkey.edge.requests;

import java.io.IOException;

/** The message is the public sentence. */
final class BodyTooLong extends IOException {
    static final int STATUS = 413;

    /** @param most bytes that it may have */
    BodyTooLong(long most) {
        super("A body may have " + most + " bytes here.");
    }
}
