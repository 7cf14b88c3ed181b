package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How long the tokens of a workspace's API users last.
 *
 * @param most null for no limit
 * @param usual of those made without an expiry; null for the most
 */
record ExpiryPolicy(Duration most, Duration usual) {
    static final ExpiryPolicy NONE = new ExpiryPolicy(null, null);

    /**
     * For an expiry that somebody asks for; in whole seconds, so that the check and the list agree.
     *
     * @param wanted null where they leave it out
     * @throws Refused where that is in the past, or too late
     */
    Instant checked(Instant wanted, Instant now) {
        Instant asked = wanted == null ? null : wanted.truncatedTo(ChronoUnit.SECONDS);
        if (asked != null && !asked.isAfter(now)) {
            throw Refused.field("expiresAt", "is in the past");
        }
        if (asked != null && most != null && asked.isAfter(now.plus(most))) {
            throw Refused.field("expiresAt", "must be within " + most.toHours() + " hours, as its workspace wants");
        }
        return clipped(asked, now);
    }

    /** For one that nobody asked for. */
    Instant clipped(Instant expiry, Instant now) {
        if (expiry == null) {
            Duration lifetime = usual == null ? most : usual;
            return lifetime == null ? null : end(lifetime, now);
        }
        return most != null && expiry.isAfter(now.plus(most)) ? end(most, now) : expiry;
    }

    private static Instant end(Duration lifetime, Instant now) {
        return now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
    }
}
