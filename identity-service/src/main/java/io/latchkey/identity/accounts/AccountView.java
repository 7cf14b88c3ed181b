package io.latchkey.identity.accounts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Account")
record AccountView(
        UUID id,
        @Schema(examples = "user") String kind,
        @Schema(examples = "ada@example.com") String email,
        Boolean emailVerified,
        @Schema(examples = "Ada Lovelace") String displayName,
        @Schema(examples = "active") String status) {
    static AccountView of(Account account) {
        return new AccountView(
                account.id,
                account.kind,
                account.email,
                account.isPerson() ? account.emailVerified : null,
                account.displayName,
                account.status);
    }
}
