package io.latchkey.token.accounts;

import io.latchkey.outbox.OfAccount;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What this service reads of an account event. */
@RegisterForReflection
public record AccountEvent(UUID account, String kind, String status, String displayName, long revision)
        implements OfAccount {
    public static final String TYPE = "io.latchkey.identity.account.v1";

    private static final Set<String> KINDS = Set.of(Account.USER, Account.API_USER);
    private static final Set<String> STATUSES = Set.of(Account.ACTIVE, Account.SUSPENDED, Account.DELETED);

    public AccountEvent {
        Objects.requireNonNull(account);
        Objects.requireNonNull(displayName);
        mustBeOneOf(KINDS, kind);
        mustBeOneOf(STATUSES, status);
    }

    private static void mustBeOneOf(Set<String> known, String value) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException("not one of " + known);
        }
    }
}
