package io.latchkey.token.tokens;

import io.latchkey.outbox.Outbox;
import io.latchkey.token.audit.Action;
import io.latchkey.token.audit.AuditLog;
import io.latchkey.token.audit.By;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Ends tokens for good. */
@ApplicationScoped
public class RevokeTokens {
    private static final Duration LONGER_THAN_CLOCKS_DIFFER = Duration.ofHours(1);

    private final Tokens tokens;
    private final AuditLog auditLog;
    private final Outbox outbox;
    private final Clock clock;

    RevokeTokens(Tokens tokens, AuditLog auditLog, Outbox outbox, Clock clock) {
        this.tokens = tokens;
        this.auditLog = auditLog;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Needs a transaction; the token is locked. */
    Uni<Void> revoke(Token token, By by) {
        return revoke(List.of(token), by);
    }

    /** All of an account; needs a transaction. */
    public Uni<Void> allOf(UUID account, By by) {
        return tokens.lockedOf(account).flatMap(live -> revoke(live, by));
    }

    private Uni<Void> revoke(List<Token> live, By by) {
        live.forEach(token -> token.revoke(clock.instant()));
        return auditLog.note(live.stream().map(token -> token.id).toList(), Action.REVOKED, by)
                .flatMap(noted -> outbox.append(live.stream()
                        .map(token -> TokenEvent.of(token).toOutbox())
                        .toList()));
    }

    /** What checks see of the account has changed, so the versions of its tokens rise that count; needs a transaction. */
    public Uni<Void> touchAllOf(UUID account) {
        return tokens.raiseVersionsOfLive(account, clock.instant().minus(LONGER_THAN_CLOCKS_DIFFER));
    }
}
