package io.latchkey.edge.problems;

/** The one place where a reason becomes an HTTP status and a title (RFC 9110 section 15, RFC 9457). */
public final class ProblemStatus {
    private ProblemStatus() {}

    public static int of(Reason reason) {
        return switch (reason) {
            case INVALID -> 400;
            case NOT_AUTHENTICATED, UNKNOWN_CLIENT, FRESH_LOGIN_REQUIRED, SECOND_FACTOR_REQUIRED -> 401;
            case NOT_ALLOWED, BEYOND_OWN_RIGHTS -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT, LAST_OWNER -> 409;
            case PRECONDITION_FAILED -> 412;
            case TOO_MANY_ATTEMPTS -> 429;
            case NOT_YET, UNAVAILABLE -> 503;
        };
    }

    public static String title(Reason reason) {
        return switch (reason) {
            case INVALID -> "The request is not valid";
            case NOT_AUTHENTICATED -> "Not authenticated";
            case UNKNOWN_CLIENT -> "A client credential is needed";
            case FRESH_LOGIN_REQUIRED -> "A fresh log-in is needed";
            case SECOND_FACTOR_REQUIRED -> "A second factor is needed";
            case NOT_ALLOWED -> "Not allowed";
            case BEYOND_OWN_RIGHTS -> "Nobody can give what they do not hold";
            case NOT_FOUND -> "Not found";
            case CONFLICT -> "Conflict";
            case LAST_OWNER -> "The last owner cannot go";
            case PRECONDITION_FAILED -> "It was changed meanwhile";
            case TOO_MANY_ATTEMPTS -> "Too many attempts";
            case NOT_YET -> "Not yet visible";
            case UNAVAILABLE -> "Temporarily unavailable";
        };
    }

    /** The reason that a status set by a library stands for, so that its problem gets our type too. */
    static Reason of(int status) {
        return switch (status) {
            case 401 -> Reason.NOT_AUTHENTICATED;
            case 403 -> Reason.NOT_ALLOWED;
            case 404 -> Reason.NOT_FOUND;
            case 409 -> Reason.CONFLICT;
            case 429 -> Reason.TOO_MANY_ATTEMPTS;
            case 503 -> Reason.UNAVAILABLE;
            default -> status >= 400 && status < 500 ? Reason.INVALID : null;
        };
    }
}
