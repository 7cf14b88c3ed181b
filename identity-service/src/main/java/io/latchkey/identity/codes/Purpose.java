package io.latchkey.identity.codes;

import java.time.Duration;

/** What a mailed code is good for, and for how long. */
public enum Purpose {
    VERIFY_ADDRESS("verify-address", Duration.ofDays(2)),
    RESET_PASSWORD("reset-password", Duration.ofHours(1));

    final String text;
    final Duration lifespan;

    Purpose(String text, Duration lifespan) {
        this.text = text;
        this.lifespan = lifespan;
    }
}
