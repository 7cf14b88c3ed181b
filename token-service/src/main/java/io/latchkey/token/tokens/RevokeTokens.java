package io.latchkey.token.tokens;

import io.latchkey.outbox.Outbox;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Ends tokens for good. */
@ApplicationScoped
public class RevokeTokens {
    private final Tokens tokens;
    private final Outbox outbox;
    private final Clock clock;

    RevokeTokens(Tokens tokens, Outbox outbox, Clock clock) {
        this.tokens = tokens;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Needs a transaction; the token is locked. */
    Uni<Void> revoke(Token token) {
        token.revoke(clock.instant());
        return outbox.append(TokenEvent.of(token).toOutbox());
    }

    /** All of an account that is gone; needs a transaction. */
    public Uni<Void> allOf(UUID account) {
        return tokens.lockedOf(account).flatMap(all -> {
            List<Token> live = all.stream().filter(token -> !token.isRevoked()).toList();
            live.forEach(token -> token.revoke(clock.instant()));
            return outbox.append(
                    live.stream().map(token -> TokenEvent.of(token).toOutbox()).toList());
        });
    }

    /** What checks see of the account has changed, so its tokens' versions rise; needs a transaction. */
    public Uni<Void> touchAllOf(UUID account) {
        return tokens.lockedOf(account)
                .invoke(all -> all.forEach(token -> token.version++))
                .replaceWithVoid();
    }
}
