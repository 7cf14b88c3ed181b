package io.latchkey.token.projection;

import io.latchkey.edge.protections.Protection;
import io.latchkey.edge.protections.Protections;
import io.latchkey.token.accounts.Account;
import io.latchkey.token.accounts.AccountEvent;
import io.latchkey.token.accounts.Accounts;
import io.latchkey.token.audit.By;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.latchkey.token.tokens.IssueToken;
import io.latchkey.token.tokens.RevokeTokens;
import io.latchkey.token.tokens.ShortenTokens;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Every account has a token; a suspended one's do not work, a deleted one's never again. */
@ApplicationScoped
class FollowAccount {
    private final Accounts accounts;
    private final IssueToken issueToken;
    private final RevokeTokens revokeTokens;
    private final ShortenTokens shortenTokens;
    private final CacheSync cache;
    private final boolean newerOnly;

    FollowAccount(
            Accounts accounts,
            IssueToken issueToken,
            RevokeTokens revokeTokens,
            ShortenTokens shortenTokens,
            CacheSync cache,
            Protections protections) {
        this.accounts = accounts;
        this.issueToken = issueToken;
        this.revokeTokens = revokeTokens;
        this.shortenTokens = shortenTokens;
        this.cache = cache;
        this.newerOnly = protections.on(Protection.NEWER_ONLY);
    }

    Uni<Void> follow(AccountEvent event) {
        Uni<Void> followed = settled(() -> accounts.locked(event.account())
                .flatMap(known -> known == null ? add(event, raced -> update(raced, event)) : update(known, event)));
        return event.kind().equals(Account.API_USER)
                ? followed.flatMap(done -> shortenTokens.of(event.account()))
                : followed;
    }

    /**
     * An API user that left its workspace is at its end, and its tokens with it: identity-service will say so too, but
     * one hop later. Kept as deleted even where it was not known yet, so that a late event cannot give it a token.
     */
    Uni<Void> end(UUID account, String name) {
        AccountEvent ended = new AccountEvent(account, Account.API_USER, Account.DELETED, name, 0);
        return settled(() -> accounts.locked(account)
                .flatMap(known -> known == null ? add(ended, this::deleteOnce) : deleteOnce(known)));
    }

    /** Null where nothing changed. */
    private Uni<Void> settled(Supplier<Uni<Pending>> work) {
        return Uni.createFrom()
                .deferred(() -> Panache.withTransaction(work))
                .flatMap(pending -> pending == null ? Uni.createFrom().voidItem() : cache.settled(pending));
    }

    /** @param ifKnown for one that another instance has just added: a partition that changes hands is read by both for a while */
    private Uni<Pending> add(AccountEvent event, Function<Account, Uni<? extends Pending>> ifKnown) {
        Account account = new Account();
        account.id = event.account();
        account.kind = event.kind();
        account.displayName = event.displayName();
        account.status = event.status();
        account.revision = event.revision();
        return accounts.add(account)
                .flatMap(added ->
                        added ? equip(account) : accounts.locked(account.id).flatMap(ifKnown));
    }

    private Uni<Pending> equip(Account account) {
        Uni<Void> issued = account.isDeleted() ? Uni.createFrom().voidItem() : issueToken.automatic(account);
        return issued.flatMap(done -> cache.noteAccount(account.id));
    }

    private Uni<Pending> update(Account known, AccountEvent event) {
        if (newerOnly && (event.revision() <= known.revision || known.isDeleted())) {
            return Uni.createFrom().nullItem();
        }
        known.revision = event.revision();
        known.displayName = event.displayName();
        if (event.status().equals(Account.DELETED)) {
            return delete(known);
        }
        known.status = event.status();
        return revokeTokens.touchAllOf(known.id).flatMap(touched -> cache.noteLive(known.id));
    }

    private Uni<Pending> deleteOnce(Account known) {
        return known.isDeleted() ? Uni.createFrom().nullItem() : delete(known);
    }

    private Uni<Pending> delete(Account known) {
        known.status = Account.DELETED;
        return revokeTokens.allOf(known.id, By.NOBODY).flatMap(revoked -> cache.noteAccount(known.id));
    }
}
