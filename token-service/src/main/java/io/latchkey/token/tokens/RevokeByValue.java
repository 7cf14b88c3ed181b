package io.latchkey.token.tokens;

import io.latchkey.token.audit.By;
import io.quarkus.hibernate.reactive.panache.Panache;
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
    private final EndTokens endTokens;

    RevokeByValue(Tokens tokens, Peppers peppers, EndTokens endTokens) {
        this.tokens = tokens;
        this.peppers = peppers;
        this.endTokens = endTokens;
    }

    /** @return those that were good until now; in no check any more when this is answered */
    public Uni<List<UUID>> revoke(List<String> values, By by) {
        List<byte[]> hmacs = new ArrayList<>();
        for (String text : values) {
            TokenValue.parse(text).map(peppers::all).ifPresent(hmacs::addAll);
        }
        if (hmacs.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        // A revoked one too: whoever revoked it may still be waiting for the checks to know.
        return Panache.withSession(() -> tokens.byHmac(hmacs))
                .flatMap(found -> endTokens
                        .each(found.stream().map(token -> token.id).toList(), by)
                        .replaceWith(found.stream()
                                .filter(token -> !token.isRevoked())
                                .map(token -> token.id)
                                .toList()));
    }
}
