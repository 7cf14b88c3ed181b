package io.latchkey.identity.sessions;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.RandomSecret;
import io.latchkey.identity.accounts.Accounts;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Refresh-token rotation (RFC 9700 section 4.14.2): each works once; using one again ends the session. */
@ApplicationScoped
class RefreshSession {
    private static final Logger LOG = Logger.getLogger(RefreshSession.class);

    private final Sessions sessions;
    private final Accounts accounts;
    private final IssueTokens issueTokens;
    private final SessionConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RefreshSession(Sessions sessions, Accounts accounts, IssueTokens issueTokens, SessionConfig config, Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.issueTokens = issueTokens;
        this.config = config;
        this.clock = clock;
    }

    /** Empty where the token is no good; ending the session then commits, which an exception would undo. */
    @WithTransaction
    Uni<Optional<SessionTokens>> refresh(RandomSecret presented, Client client) {
        byte[] hash = presented.hash();
        return sessions.lockedByRefreshHash(hash).flatMap(session -> {
            if (session == null || !session.isLiveAt(clock.instant())) {
                return Uni.createFrom().item(Optional.empty());
            }
            if (!Arrays.equals(session.refreshHash, hash)) {
                LOG.warnf("a refresh token was used again; session %s of account %s ends", session.id, session.account);
                session.endedAt = clock.instant();
                return Uni.createFrom().item(Optional.empty());
            }
            return rotate(session, client);
        });
    }

    private Uni<Optional<SessionTokens>> rotate(Session session, Client client) {
        return accounts.findById(session.account).map(account -> {
            if (!account.isActive()) {
                return Optional.empty();
            }
            RandomSecret next = RandomSecret.random(Session.REFRESH_TOKEN, random);
            session.previousHash = session.refreshHash;
            session.refreshHash = next.hash();
            session.used(client, clock.instant(), config);
            return Optional.of(issueTokens.issue(session, next));
        });
    }

    static Refused noGood() {
        return Refused.because(Reason.NOT_AUTHENTICATED, "The refresh token is no good; log in again.");
    }
}
