package io.latchkey.identity.accounts;

import io.latchkey.outbox.OutboxEvent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/** Full state of an account; schema account.v1 in event-contracts. */
@RegisterForReflection
record AccountEvent(
        UUID account,
        String kind,
        String status,
        String email,
        Boolean emailVerified,
        String displayName,
        String company,
        long revision) {
    static final String TOPIC = "identity.accounts.v1";
    static final String TYPE = "io.latchkey.identity.account.v1";

    static AccountEvent of(Account account) {
        return new AccountEvent(
                account.id,
                account.kind,
                account.shownStatus(),
                account.email,
                account.isPerson() ? account.emailVerified : null,
                account.displayName,
                account.company,
                account.revision);
    }

    OutboxEvent toOutbox() {
        return new OutboxEvent(TOPIC, account.toString(), account.toString(), TYPE, this);
    }
}
