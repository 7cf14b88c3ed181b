package io.latchkey.edge.callers;

/** The issuer's keys cannot be fetched, so nothing can be said about a JWT: 503, never 401. */
public final class IssuerKeysUnavailable extends RuntimeException {
    IssuerKeysUnavailable(Throwable cause) {
        super("The keys that verify access tokens cannot be fetched.", cause);
    }
}
