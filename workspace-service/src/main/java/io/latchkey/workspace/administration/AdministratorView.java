package io.latchkey.workspace.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.latchkey.edge.preconditions.Tagged;
import io.latchkey.workspace.accounts.Account;
import io.latchkey.workspace.organizations.Administrator;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "Administrator")
@Type("Administrator")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AdministratorView(
        UUID account,
        @Schema(examples = "grace@example.com") String email,
        @Schema(examples = "Grace Hopper") String displayName,
        @Schema(examples = "[\"org:members\"]") List<String> permissions,
        Instant since)
        implements Tagged {
    @Override
    public Object representation() {
        return new StandingView(false, permissions);
    }

    static AdministratorView of(Administrator administrator, Account account) {
        return new AdministratorView(
                administrator.id.account(),
                account == null ? null : account.email,
                account == null ? null : account.displayName,
                List.of(administrator.permissions),
                administrator.since);
    }
}
