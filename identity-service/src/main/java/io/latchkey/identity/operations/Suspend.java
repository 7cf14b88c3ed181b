package io.latchkey.identity.operations;

import io.latchkey.edge.problems.Reason;
import io.latchkey.edge.problems.Refused;
import io.latchkey.identity.accounts.Account;
import io.latchkey.identity.accounts.Accounts;
import io.latchkey.identity.sessions.Sessions;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jboss.logging.Logger;

@ApplicationScoped
class Suspend {
    private static final Logger LOG = Logger.getLogger(Suspend.class);

    private final Accounts accounts;
    private final Sessions sessions;

    Suspend(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @WithTransaction
    Uni<Account> set(UUID id, boolean suspended, String operator) {
        return accounts.change(id, account -> {
                    if (account.isDeleted()) {
                        throw Refused.because(Reason.NOT_FOUND, "There is no such account.");
                    }
                    return account.suspended(suspended);
                })
                .call(account ->
                        suspended ? sessions.endAll(id, null) : Uni.createFrom().voidItem())
                .invoke(account ->
                        LOG.infof("operator %s has %s account %s", operator, suspended ? "suspended" : "resumed", id));
    }
}
