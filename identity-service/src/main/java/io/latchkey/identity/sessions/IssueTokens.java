package io.latchkey.identity.sessions;

import io.latchkey.edge.issuing.SigningKey;
import io.latchkey.edge.secrets.RandomSecret;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** The JWT of a session: RFC 9068 with {@code sid} and {@code auth_time}. */
@ApplicationScoped
class IssueTokens {
    private static final String CLIENT = "portal";

    private final SigningKey key;
    private final SessionConfig config;
    private final Clock clock;

    IssueTokens(SigningKey key, SessionConfig config, Clock clock) {
        this.key = key;
        this.config = config;
        this.clock = clock;
    }

    SessionTokens issue(Session session, RandomSecret refresh) {
        String access = key.sign(key.claims(session.account, CLIENT, clock.instant(), config.accessLifespan())
                .claim("kind", "user")
                .claim("sid", session.id.toString())
                .claim("auth_time", session.loggedInAt.getEpochSecond()));
        return new SessionTokens(
                access, refresh.value(), config.accessLifespan().toSeconds());
    }
}
