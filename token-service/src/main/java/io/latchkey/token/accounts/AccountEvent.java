package io.latchkey.token.accounts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.UUID;

/** What this service reads of an account event. */
@RegisterForReflection
public record AccountEvent(UUID account, String kind, String status, String displayName, long revision) {
    public static final String TYPE = "io.latchkey.identity.account.v1";

    public AccountEvent {
        Objects.requireNonNull(account);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(status);
        Objects.requireNonNull(displayName);
    }
}
