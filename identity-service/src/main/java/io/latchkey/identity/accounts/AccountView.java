package io.latchkey.identity.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.preconditions.Tagged;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Account")
public record AccountView(
        UUID id,
        @Schema(examples = "user") String kind,
        @Schema(examples = "ada@example.com") String email,
        Boolean emailVerified,
        @Schema(examples = "Ada Lovelace") String displayName,
        @Schema(examples = "active") String status,

        @Schema(description = "Where it is to be deleted: when; logging in before that takes it back")
        Instant deletesAt)
        implements Tagged {
    public static AccountView of(Account account) {
        return new AccountView(
                account.id,
                account.kind,
                account.email,
                account.isPerson() ? account.emailVerified : null,
                account.displayName,
                account.shownStatus(),
                account.deletesAt);
    }
}
