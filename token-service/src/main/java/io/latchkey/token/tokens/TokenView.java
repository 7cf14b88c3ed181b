package io.latchkey.token.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.token.uses.LastUse;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param value the secret; only in the answers that show it */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Token")
record TokenView(
        UUID id,
        @Schema(examples = "personal") String kind,
        UUID account,
        @Schema(examples = "Personal token") String name,
        @Schema(examples = "lk_pat_3fZk…x9Qd") String hint,

        @Schema(
                examples = "active",
                enumeration = {"active", "expired", "revoked"})
        String status,

        Instant createdAt,
        Instant expiresAt,

        @Schema(description = "The one made in its place; this one ends at expiresAt, or when that is first used")
        UUID rotatedTo,

        Instant lastUsedAt,

        @Schema(description = "Where from, as an IPv4 /24 or IPv6 /48", examples = "198.51.100.0/24")
        String lastUsedNetwork,

        @Schema(
                examples = "check",
                enumeration = {"check", "forward-auth", "introspection", "exchange", "mqtt"})
        String lastUsedVia,

        String description,
        TokenLimits limits,
        String value) {
    /** @param use null where it was never used */
    static TokenView of(Token token, Instant now, LastUse use) {
        return of(token, now, use, null);
    }

    static TokenView created(Token token, Instant now, String value) {
        return of(token, now, null, value);
    }

    private static TokenView of(Token token, Instant now, LastUse use, String value) {
        return new TokenView(
                token.id,
                token.kind,
                token.account,
                token.name,
                token.hint,
                token.isRevoked() ? Token.REVOKED : token.isExpiredAt(now) ? "expired" : Token.ACTIVE,
                token.createdAt,
                token.expiresAt,
                token.rotatedTo,
                use == null ? null : use.at(),
                use == null ? null : use.network(),
                use == null ? null : use.via(),
                token.description,
                TokenLimits.of(token),
                value);
    }

    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
