package io.latchkey.token.tokens;

import io.latchkey.token.cache.CacheSync;
import io.latchkey.token.cache.Pending;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Ends a token for whoever has its value: having it is all that using it needs, so it is all that ending it needs. */
@ApplicationScoped
public class RevokeByValue {
    private final Tokens tokens;
    private final Peppers peppers;
    private final RevokeTokens revokeTokens;
    private final CacheSync cache;

    RevokeByValue(Tokens tokens, Peppers peppers, RevokeTokens revokeTokens, CacheSync cache) {
        this.tokens = tokens;
        this.peppers = peppers;
        this.revokeTokens = revokeTokens;
        this.cache = cache;
    }

    /** @return those that were good until now; in no check any more when this is answered */
    public Uni<List<UUID>> revoke(List<String> values) {
        List<byte[]> hmacs = new ArrayList<>();
        for (String text : values) {
            TokenValue.parse(text).map(peppers::all).ifPresent(hmacs::addAll);
        }
        if (hmacs.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return Panache.withSession(() -> tokens.byHmac(hmacs))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                // A revoked one too: whoever revoked it may still be waiting for the checks to know.
                .transformToUniAndConcatenate(token -> revoke(token.id).replaceWith(token))
                .filter(found -> !found.isRevoked())
                .map(found -> found.id)
                .collect()
                .asList();
    }

    private Uni<Void> revoke(UUID id) {
        return Panache.withTransaction(() -> tokens.locked(id).flatMap(this::revoke))
                .call(cache::settled)
                .replaceWithVoid();
    }

    private Uni<Pending> revoke(Token token) {
        Uni<Void> revoked = token.isRevoked() ? Uni.createFrom().voidItem() : revokeTokens.revoke(token);
        return revoked.flatMap(done -> cache.noteAccount(token.account));
    }
}
