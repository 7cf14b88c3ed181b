package io.latchkey.token.tokens;

import io.latchkey.token.accounts.Accounts;
import io.latchkey.token.audit.By;
import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Revokes in a transaction of its own, and is done once no check can allow it any more. */
@ApplicationScoped
class EndTokens {
    private static final Logger LOG = Logger.getLogger(EndTokens.class);

    private final Tokens tokens;
    private final Accounts accounts;
    private final RevokeTokens revokeTokens;
    private final CacheSync cache;

    EndTokens(Tokens tokens, Accounts accounts, RevokeTokens revokeTokens, CacheSync cache) {
        this.tokens = tokens;
        this.accounts = accounts;
        this.revokeTokens = revokeTokens;
        this.cache = cache;
    }

    /** @param accountRevision of the account they belong to */
    record Ended(UUID account, long accountRevision, Pending pending) {}

    Uni<Ended> one(UUID id, By by) {
        return end(id, by).call(cache::outlived);
    }

    /** One after another; in no check any more when this is answered. */
    Uni<Void> each(List<UUID> ids, By by) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(id -> end(id, by))
                .collect()
                .asList()
                .call(cache::outlived)
                .replaceWithVoid();
    }

    /** Again where it is revoked already: whoever did may still be waiting for the checks to know. */
    private Uni<Ended> end(UUID id, By by) {
        return Panache.withTransaction(() -> tokens.accountOf(id)
                        .onItem()
                        .ifNull()
                        .failWith(Ownership::missing)
                        .flatMap(accounts::locked)
                        .flatMap(holder -> tokens.locked(id)
                                .call(token -> token.isRevoked()
                                        ? Uni.createFrom().voidItem()
                                        : revokeTokens.revoke(token, by))
                                .flatMap(token -> cache.noteTokens(token.account, token.id))
                                .map(note -> new Ended(holder.id, holder.revision, note))))
                .call(ended -> cache.settled(ended.pending()))
                .invoke(ended -> LOG.infof("token %s was revoked by %s", id, by));
    }

    Uni<Ended> allOf(UUID account, By by) {
        return Panache.withTransaction(() -> accounts.locked(account)
                        .flatMap(holder -> revokeTokens
                                .allOf(account, by)
                                .flatMap(revoked -> cache.noteAccount(account))
                                .map(note -> new Ended(account, holder == null ? 0 : holder.revision, note))))
                .call(ended -> cache.settled(ended.pending()))
                .call(cache::outlived)
                .invoke(ended -> LOG.infof("all tokens of account %s were revoked by %s", account, by));
    }
}
