package io.latchkey.token.check;

import java.util.Locale;

/** The answer of a check; the closed list of docs and clients. */
public enum Verdict {
    ALLOWED,
    UNKNOWN,
    EXPIRED,
    REVOKED,
    SUSPENDED,
    WRONG_WORKSPACE,
    MISSING_PERMISSION,
    WRONG_DEVICE,
    WRONG_NETWORK;

    /** As it stands in answers. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the token itself is no good (401), rather than good but not enough (403). */
    public boolean isAboutTheToken() {
        return this == UNKNOWN || this == EXPIRED || this == REVOKED || this == SUSPENDED;
    }
}
