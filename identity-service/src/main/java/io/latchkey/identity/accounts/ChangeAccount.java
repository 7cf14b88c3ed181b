package io.latchkey.identity.accounts;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.outbox.Outbox;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class ChangeAccount {
    private final Accounts accounts;
    private final Outbox outbox;

    ChangeAccount(Accounts accounts, Outbox outbox) {
        this.accounts = accounts;
        this.outbox = outbox;
    }

    @WithTransaction
    Uni<Account> rename(UUID id, String displayName) {
        return accounts.locked(id)
                .onItem()
                .ifNull()
                .failWith(() -> Refused.because(Reason.NOT_FOUND, "There is no such account."))
                .invoke(account -> {
                    account.displayName = displayName.strip();
                    account.revision++;
                })
                .call(account -> outbox.append(AccountEvent.of(account).toOutbox()));
    }
}
