package io.latchkey.token.tokens;

import io.latchkey.edge.callers.Caller;
import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.edge.secrets.Sealing.Sealed;
import io.latchkey.outbox.Outbox;
import io.latchkey.token.accounts.Account;
import io.latchkey.token.accounts.Accounts;
import io.latchkey.token.audit.Action;
import io.latchkey.token.audit.AuditEntry;
import io.latchkey.token.audit.AuditLog;
import io.latchkey.token.audit.By;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.latchkey.token.tokens.EndTokens.Ended;
import io.latchkey.token.tokens.IssueToken.Issued;
import io.latchkey.token.tokens.Ownership.Need;
import io.latchkey.token.tokens.TokenConfig.Policy;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** What holders and administrators do with tokens. Every change has reached the checks before it is answered. */
@ApplicationScoped
class ManageTokens {
    private static final Logger LOG = Logger.getLogger(ManageTokens.class);

    private final Tokens tokens;
    private final Accounts accounts;
    private final IssueToken issueToken;
    private final RotateToken rotateToken;
    private final AnswerOnce answerOnce;
    private final EndTokens endTokens;
    private final AuditLog auditLog;
    private final Outbox outbox;
    private final Ownership ownership;
    private final Seal seal;
    private final CacheSync cache;
    private final TokenConfig config;
    private final Caller caller;
    private final Clock clock;

    ManageTokens(
            Tokens tokens,
            Accounts accounts,
            IssueToken issueToken,
            RotateToken rotateToken,
            AnswerOnce answerOnce,
            EndTokens endTokens,
            AuditLog auditLog,
            Outbox outbox,
            Ownership ownership,
            Seal seal,
            CacheSync cache,
            TokenConfig config,
            Caller caller,
            Clock clock) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.issueToken = issueToken;
        this.rotateToken = rotateToken;
        this.answerOnce = answerOnce;
        this.endTokens = endTokens;
        this.auditLog = auditLog;
        this.outbox = outbox;
        this.ownership = ownership;
        this.seal = seal;
        this.cache = cache;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    private record Noted<T>(T value, Pending pending, long accountRevision) {}

    /** @param accountRevision of the account the token belongs to */
    record Done<T>(T value, UUID account, long accountRevision) {}

    /** @param idempotencyKey of the request; null for none */
    Uni<Done<Issued>> create(UUID account, NewToken asked, String idempotencyKey) {
        mayMakeTokensFor(account);
        By me = By.account(caller.account());
        return ownership
                .require(account, Need.USE)
                .flatMap(allowed -> issue(
                        account,
                        List.of(),
                        idempotencyKey,
                        "create " + account + asked,
                        holder -> issueToken.asked(holder, asked, me)));
    }

    /** @param idempotencyKey of the request; null for none */
    Uni<Done<Issued>> rotate(UUID id, Rotation asked, String idempotencyKey) {
        By me = By.account(caller.account());
        return find(id, Need.USE)
                .invoke(found -> mayMakeTokensFor(found.account))
                .flatMap(found -> issue(
                        found.account,
                        List.of(id),
                        idempotencyKey,
                        "rotate " + id + asked,
                        holder -> tokens.locked(id)
                                .flatMap(old -> rotateToken.rotate(holder, old, asked.checked(), me))));
    }

    private void mayMakeTokensFor(UUID account) {
        if (account.equals(caller.account()) && caller.session().isEmpty()) {
            // Else a leaked token could outlive its own revocation.
            throw Refused.because(Reason.NOT_ALLOWED, "A token cannot make tokens for its own account; log in.");
        }
    }

    /** @param changed tokens beside the one that is issued */
    private Uni<Done<Issued>> issue(
            UUID account,
            List<UUID> changed,
            String idempotencyKey,
            String request,
            Function<Account, Uni<Issued>> work) {
        return Panache.withTransaction(() -> accounts.locked(account)
                        .invoke(ManageTokens::mustBeActive)
                        .flatMap(holder -> answerOnce
                                .issue(idempotencyKey, request, () -> work.apply(holder))
                                .flatMap(issued -> cache.noteTokens(account, with(issued.token(), changed))
                                        .map(note -> new Noted<>(issued, note, holder.revision)))))
                .call(noted -> cache.settled(noted.pending()))
                .map(noted -> new Done<>(noted.value(), account, noted.accountRevision()));
    }

    private static UUID[] with(Token issued, List<UUID> changed) {
        return Stream.concat(Stream.of(issued.id), changed.stream()).toArray(UUID[]::new);
    }

    private static void mustBeActive(Account holder) {
        if (holder == null || !holder.isActive()) {
            throw Ownership.missing();
        }
    }

    Uni<Ended> revoke(UUID id) {
        By me = By.account(caller.account());
        return find(id, Need.MANAGE).flatMap(found -> endTokens.one(id, me));
    }

    Uni<Ended> revokeAll(UUID account) {
        By me = By.account(caller.account());
        return ownership.require(account, Need.MANAGE).flatMap(allowed -> endTokens.allOf(account, me));
    }

    /** What was done to it, the newest first. */
    Uni<List<AuditEntry>> history(UUID id, UUID before, int limit) {
        return find(id, Need.MANAGE).flatMap(found -> Panache.withSession(() -> auditLog.page(id, before, limit)));
    }

    /** A person who has just logged in sees a value again, where policy lets them. */
    Uni<TokenValue> reveal(UUID id) {
        caller.requireFreshLogin(config.freshLogin(), clock, "A token cannot reveal tokens; log in.");
        UUID me = caller.account();
        return find(id, Need.USE)
                .flatMap(found -> Panache.withTransaction(() -> tokens.locked(id)
                        .flatMap(token -> Uni.createFrom()
                                .item(() -> open(token))
                                .call(value -> auditLog.note(id, Action.REVEALED, By.account(me)))
                                .call(value -> outbox.append(
                                        new RevealedEvent(id, token.account, me, clock.instant()).toOutbox())))))
                .invoke(value -> LOG.infof("the value of token %s was shown to %s", id, caller.account()));
    }

    private TokenValue open(Token token) {
        Policy policy = issueToken.policy(token.kind);
        if (policy == Policy.NEVER || token.sealed == null) {
            throw Refused.because(Reason.NOT_ALLOWED, "The value of this token is not shown again.");
        }
        TokenValue value = seal.open(token.id, new Sealed(token.sealedWith, token.sealed));
        if (policy == Policy.ONCE) {
            token.sealed = null;
            token.sealedWith = null;
        }
        return value;
    }

    Uni<Token> find(UUID id, Need need) {
        return Panache.withSession(() -> tokens.findById(id))
                .onItem()
                .ifNull()
                .failWith(Ownership::missing)
                .call(token -> ownership.require(token.account, need));
    }
}
