package io.latchkey.workspace.peers;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;

/** @param value the secret; only in the answers that show it */
@Type("Token")
public record TokenView(
        UUID id,
        String kind,
        UUID account,
        String name,
        String hint,
        String status,
        Instant createdAt,
        Instant expiresAt,
        UUID rotatedTo,
        Instant lastUsedAt,
        String lastUsedNetwork,
        String lastUsedVia,
        String description,
        TokenLimits limits,
        String value) {
    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
