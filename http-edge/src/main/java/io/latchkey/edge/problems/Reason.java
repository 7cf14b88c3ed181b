package io.latchkey.edge.problems;

/** Why a request was refused: the closed list behind every problem+json that a service writes on purpose. */
public enum Reason {
    INVALID,
    NOT_AUTHENTICATED,
    /** The program that asks, not the token it asks about. */
    UNKNOWN_CLIENT,
    FRESH_LOGIN_REQUIRED,
    /** The password was right; a code is asked for too. */
    SECOND_FACTOR_REQUIRED,
    NOT_ALLOWED,
    BEYOND_OWN_RIGHTS,
    NOT_FOUND,
    CONFLICT,
    LAST_OWNER,
    /** If-Match, of what is not as it was. */
    PRECONDITION_FAILED,
    TOO_MANY_ATTEMPTS,
    NOT_YET,
    UNAVAILABLE;

    /** Stable; shown as {@code urn:latchkey:problem:<slug>}. */
    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
