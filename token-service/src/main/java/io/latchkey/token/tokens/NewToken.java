package io.latchkey.token.tokens;

import io.latchkey.edge.problems.Refused;
import io.latchkey.token.permissions.Catalogue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

record NewToken(
        @NotBlank @Size(max = 100) @Schema(examples = "CI") String name,

        @Size(max = 500) @Schema(description = "What it is for")
        String description,

        @Schema(description = "An API user I manage; myself where left out")
        UUID account,

        @Schema(
                description = "From then on it is good for nothing; whole seconds, a fraction is cut off",
                examples = "2027-01-01T00:00:00Z")
        Instant expiresAt,

        @Valid TokenLimits limits) {
    NewToken expiringAt(Instant expiry) {
        return new NewToken(name, description, account, expiry, limits);
    }

    /**
     * As it is kept.
     *
     * @throws Refused naming the field that makes no sense
     */
    NewToken checked(Catalogue catalogue) {
        return new NewToken(
                name.strip(),
                description == null || description.isBlank() ? null : description.strip(),
                account,
                expiresAt,
                limits == null ? null : limits.checked(catalogue));
    }
}
