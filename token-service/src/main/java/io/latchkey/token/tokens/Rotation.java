package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a token is rotated. */
@Schema(name = "TokenRotation")
record Rotation(
        @Schema(
                description =
                        "How long the old value stays good (ISO 8601), at most 30 days; an hour where left out. It ends"
                                + " earlier, within seconds, when the new value is first used",
                type = org.eclipse.microprofile.openapi.annotations.enums.SchemaType.STRING,
                examples = "PT10M")
        Duration overlap,

        @Schema(description = "The new token's; where left out it lasts as long as the old one was made to last")
        Instant expiresAt) {
    static final Rotation DEFAULT = new Rotation(null, null);
    private static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    Rotation checked() {
        Duration checked = overlap == null ? USUAL : overlap;
        if (checked.isNegative() || checked.compareTo(LONGEST) > 0) {
            throw Refused.field("overlap", "must be from PT0S to P30D");
        }
        return new Rotation(checked, expiresAt);
    }

    /** When the old token ends. */
    Instant end(Token old, Instant now) {
        Instant end = now.plus(overlap).truncatedTo(ChronoUnit.SECONDS);
        return old.expiresAt != null && old.expiresAt.isBefore(end) ? old.expiresAt : end;
    }

    /** Of the old token, before it was rotated. */
    record Lifetime(Instant from, Instant until) {}

    /** When the new token expires; null for never. */
    Instant expiryAfter(Lifetime old, ExpiryPolicy policy, Instant now) {
        if (expiresAt != null) {
            return policy.checked(expiresAt, now);
        }
        Instant expiry = old.until() == null
                ? null
                : now.plus(Duration.between(old.from(), old.until())).truncatedTo(ChronoUnit.SECONDS);
        return policy.clipped(expiry, now);
    }
}
