package io.latchkey.identity.accounts;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class ChangeAccount {
    private final Accounts accounts;

    ChangeAccount(Accounts accounts) {
        this.accounts = accounts;
    }

    @WithTransaction
    Uni<Account> rename(UUID id, String displayName) {
        return accounts.change(id, account -> {
            account.displayName = displayName.strip();
            return true;
        });
    }
}
