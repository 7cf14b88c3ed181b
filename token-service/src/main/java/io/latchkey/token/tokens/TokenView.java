package io.latchkey.token.tokens;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        String description,
        TokenLimits limits,
        String value) {
    static TokenView of(Token token, Instant now) {
        return of(token, now, null);
    }

    static TokenView of(Token token, Instant now, String value) {
        return new TokenView(
                token.id,
                token.kind,
                token.account,
                token.name,
                token.hint,
                token.isRevoked() ? Token.REVOKED : token.isExpiredAt(now) ? "expired" : Token.ACTIVE,
                token.createdAt,
                token.expiresAt,
                token.description,
                TokenLimits.of(token),
                value);
    }

    @Override
    public String toString() {
        return "TokenView[" + id + "]";
    }
}
