package io.latchkey.identity.accounts;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param company names the first organization and workspace; else the display name does */
record NewAccount(
        @NotBlank @Email @Size(max = 254) @Schema(examples = "ada@example.com")
        String email,

        @NotNull @Size(min = 8, max = 128) @Schema(examples = "analytical engine no. 1", format = "password")
        String password,

        @NotBlank @Size(max = 100) @Schema(examples = "Ada Lovelace")
        String displayName,

        @Size(min = 1, max = 100) @Schema(examples = "Analytical Engines")
        String company) {
    /** A password must not reach a log by way of a message that shows the request. */
    @Override
    public String toString() {
        return "NewAccount[…]";
    }
}
