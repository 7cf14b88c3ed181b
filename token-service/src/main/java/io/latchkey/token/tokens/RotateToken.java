package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.outbox.Outbox;
import io.latchkey.token.accounts.Account;
import io.latchkey.token.audit.Action;
import io.latchkey.token.audit.AuditLog;
import io.latchkey.token.audit.By;
import io.latchkey.token.tokens.IssueToken.Issued;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Gives a token's holder a new one in its place: same name, same limits; the old one ends when the overlap does. */
@ApplicationScoped
class RotateToken {
    private final Tokens tokens;
    private final IssueToken issueToken;
    private final ExpiryPolicies expiryPolicies;
    private final AuditLog auditLog;
    private final Outbox outbox;
    private final Clock clock;

    RotateToken(
            Tokens tokens,
            IssueToken issueToken,
            ExpiryPolicies expiryPolicies,
            AuditLog auditLog,
            Outbox outbox,
            Clock clock) {
        this.tokens = tokens;
        this.issueToken = issueToken;
        this.expiryPolicies = expiryPolicies;
        this.auditLog = auditLog;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Needs a transaction; the token is locked. */
    Uni<Issued> rotate(Account holder, Token old, Rotation asked, By by) {
        Instant now = clock.instant();
        if (old.isRevoked() || old.isExpiredAt(now)) {
            throw Refused.because(Reason.CONFLICT, "This token has ended already; make another one.");
        }
        if (old.rotatedTo != null) {
            throw Refused.because(Reason.CONFLICT, "This token has been rotated already.");
        }
        boolean automatic = old.automatic;
        Rotation.Lifetime made = new Rotation.Lifetime(old.createdAt, old.expiresAt);
        old.automatic = false;
        old.expiresAt = asked.end(old, now);
        old.version++;
        // First, since an account has one automatic token at a time.
        return tokens.flush()
                .flatMap(flushed -> expiryPolicies.of(holder))
                .map(policy -> asked.expiryAfter(made, policy, now))
                .map(expiry -> new NewToken(old.name, old.description, old.account, expiry, TokenLimits.of(old)))
                .flatMap(successor -> issueToken.issue(holder, successor, automatic, by))
                .invoke(issued -> old.rotatedTo = issued.token().id)
                .call(issued -> auditLog.note(old.id, Action.ROTATED, by))
                .call(issued -> outbox.append(TokenEvent.of(old).toOutbox()));
    }
}
