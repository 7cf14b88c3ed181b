package io.latchkey.edge.callers;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who sent the request, by the verified JWT. */
@RequestScoped
public class Caller {
    private final JsonWebToken jwt;

    public Caller(JsonWebToken jwt) {
        this.jwt = jwt;
    }

    public UUID account() {
        try {
            return UUID.fromString(jwt.getSubject());
        } catch (IllegalArgumentException | NullPointerException e) {
            throw Refused.because(Reason.NOT_AUTHENTICATED, "The access token names no account.");
        }
    }

    /** To ask another service as the caller; as secret as a token, and good for minutes. */
    public String jwt() {
        return jwt.getRawToken();
    }

    public boolean isPerson() {
        return "user".equals(jwt.getClaim("kind"));
    }

    /** The session a person logged in with; empty where the caller came with an API token. */
    public Optional<UUID> session() {
        return Optional.ofNullable(OptionalClaims.text(jwt, "sid")).map(UUID::fromString);
    }

    /** When the person last gave their password (RFC 9068 section 2.2.1); empty for API tokens. */
    public Optional<Instant> loggedInAt() {
        Object seconds = jwt.getClaim("auth_time");
        if (session().isEmpty() || seconds == null) {
            return Optional.empty();
        }
        return Optional.of(Instant.ofEpochSecond(Long.parseLong(seconds.toString())));
    }

    /** @param otherwise why a token cannot do it, a sentence */
    public void requireFreshLogin(Duration within, Clock clock, String otherwise) {
        Instant loggedIn = loggedInAt().orElseThrow(() -> Refused.because(Reason.NOT_ALLOWED, otherwise));
        if (loggedIn.plus(within).isBefore(clock.instant())) {
            throw Refused.because(Reason.FRESH_LOGIN_REQUIRED, "This needs a fresh log-in; log in again.");
        }
    }

    /** None for a session. */
    public CallerLimits limits() {
        return CallerLimits.of(jwt);
    }

    /** For what concerns the account as a whole, which a token that is cut down to a part must not touch. */
    public void requireNoLimits() {
        if (!limits().areNone()) {
            throw Refused.because(Reason.NOT_ALLOWED, "A token with limits cannot do this.");
        }
    }
}
