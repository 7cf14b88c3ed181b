package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Refused;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a token is asked to expire: whole seconds, so that the check and the list agree. */
final class Expiry {
    private Expiry() {}

    /**
     * @param asked null for never
     * @throws Refused where it is in the past
     */
    static Instant checked(Instant asked, Instant now) {
        Instant expires = asked == null ? null : asked.truncatedTo(ChronoUnit.SECONDS);
        if (expires != null && !expires.isAfter(now)) {
            throw Refused.field("expiresAt", "is in the past");
        }
        return expires;
    }
}
