package io.latchkey.identity.accounts;

import io.latchkey.edge.preconditions.EntityTags;
import io.latchkey.edge.preconditions.IfMatch;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class ChangeAccount {
    private final Accounts accounts;

    private final EntityTags tags;

    ChangeAccount(Accounts accounts, EntityTags tags) {
        this.accounts = accounts;
        this.tags = tags;
    }

    @WithTransaction
    Uni<Account> rename(UUID id, String displayName, String condition) {
        return accounts.change(id, account -> {
            IfMatch.require(condition, tags, AccountView.of(account));
            account.displayName = displayName.strip();
            return true;
        });
    }
}
