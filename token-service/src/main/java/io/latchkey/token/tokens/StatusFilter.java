package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Refused;
import java.util.Locale;

/** Which of an account's tokens a list shows. */
enum StatusFilter {
    ANY("(revokedAt is null or revokedAt > :ended) and (expiresAt is null or expiresAt > :ended)"),
    ACTIVE("status = 'active' and (expiresAt is null or expiresAt > :now)"),
    EXPIRED("status = 'active' and expiresAt <= :now and expiresAt > :ended"),
    REVOKED("status = 'revoked' and revokedAt > :ended");

    /** In terms of {@code :now}, and of {@code :ended}, before which nobody needs to see what has ended. */
    private final String condition;

    StatusFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }

    /** @param text null for any */
    static StatusFilter of(String text) {
        if (text == null) {
            return ANY;
        }
        for (StatusFilter filter : values()) {
            if (filter != ANY && filter.name().toLowerCase(Locale.ROOT).equals(text)) {
                return filter;
            }
        }
        throw Refused.field("status", "must be active, expired or revoked");
    }
}
