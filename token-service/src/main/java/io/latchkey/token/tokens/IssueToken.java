package io.latchkey.token.tokens;

import io.latchkey.edge.secrets.Sealing.Sealed;
import io.latchkey.outbox.Outbox;
import io.latchkey.token.accounts.Account;
import io.latchkey.token.audit.Action;
import io.latchkey.token.audit.AuditLog;
import io.latchkey.token.audit.By;
import io.latchkey.token.tokens.TokenConfig.Policy;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** Makes tokens: the one that every account gets by itself, and those that are asked for. */
@ApplicationScoped
public class IssueToken {
    private final Tokens tokens;
    private final Peppers peppers;
    private final Seal seal;
    private final AuditLog auditLog;
    private final Outbox outbox;
    private final ExpiryPolicies expiryPolicies;
    private final TokenConfig config;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    IssueToken(
            Tokens tokens,
            Peppers peppers,
            Seal seal,
            AuditLog auditLog,
            Outbox outbox,
            ExpiryPolicies expiryPolicies,
            TokenConfig config,
            Clock clock) {
        this.tokens = tokens;
        this.peppers = peppers;
        this.seal = seal;
        this.auditLog = auditLog;
        this.outbox = outbox;
        this.expiryPolicies = expiryPolicies;
        this.config = config;
        this.clock = clock;
    }

    record Issued(Token token, TokenValue value) {}

    /** The token of a new account; needs a transaction. */
    public Uni<Void> automatic(Account account) {
        String name = account.isApiUser() ? account.displayName : "Personal token";
        return issue(account, new NewToken(name, null, null, null, null), true, By.NOBODY)
                .replaceWithVoid();
    }

    /** Needs a transaction. */
    Uni<Issued> asked(Account account, NewToken asked, By by) {
        return expiryPolicies
                .of(account)
                .map(policy -> policy.checked(asked.expiresAt(), clock.instant()))
                .flatMap(expiry -> issue(account, asked.expiringAt(expiry), false, by));
    }

    /** @param automatic whether it is the account's automatic one, of which there is one at a time */
    Uni<Issued> issue(Account account, NewToken asked, boolean automatic, By by) {
        boolean api = account.isApiUser();
        TokenValue value = TokenValue.random(api ? TokenValue.API_USER : TokenValue.PERSONAL, random);
        Peppers.Hashed hashed = peppers.hash(value);
        Token token = new Token();
        token.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        token.account = account.id;
        token.kind = api ? Token.API_USER : Token.PERSONAL;
        token.name = asked.name();
        token.description = asked.description();
        token.automatic = automatic;
        token.hmac = hashed.hmac();
        token.pepper = hashed.pepper();
        token.hint = value.hint();
        token.status = Token.ACTIVE;
        token.version = 1;
        token.createdAt = clock.instant();
        token.expiresAt = asked.expiresAt();
        if (asked.limits() != null) {
            asked.limits().putInto(token);
        }
        if (keeps(policy(token.kind), automatic)) {
            Sealed sealed = seal.close(token.id, value);
            token.sealed = sealed.bytes();
            token.sealedWith = sealed.key();
        }
        return tokens.persistAndFlush(token)
                .flatMap(added -> auditLog.note(token.id, Action.CREATED, by))
                .flatMap(added -> outbox.append(TokenEvent.of(token).toOutbox()))
                .replaceWith(new Issued(token, value));
    }

    /** A value that its creator is shown has been shown once. */
    private static boolean keeps(Policy policy, boolean automatic) {
        return policy == Policy.ALWAYS || policy == Policy.ONCE && automatic;
    }

    Policy policy(String kind) {
        return kind.equals(Token.API_USER)
                ? config.reveal().apiUser()
                : config.reveal().personal();
    }
}
