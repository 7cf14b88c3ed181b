package io.latchkey.identity.sessions;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param expiresIn seconds the access token lasts */
@Schema(name = "Session")
record SessionTokens(
        String accessToken,
        String refreshToken,
        @Schema(examples = "600") long expiresIn) {
    @Schema(examples = "Bearer")
    public String getTokenType() {
        return "Bearer";
    }

    @Override
    public String toString() {
        return "SessionTokens[…]";
    }
}
