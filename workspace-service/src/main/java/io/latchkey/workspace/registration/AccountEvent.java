package io.latchkey.workspace.registration;

import io.latchkey.outbox.OfAccount;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What this service reads of an account event. */
@RegisterForReflection
record AccountEvent(
        UUID account,
        String kind,
        String status,
        String email,
        Boolean emailVerified,
        String displayName,
        String company,
        long revision)
        implements OfAccount {
    static final String TYPE = "io.latchkey.identity.account.v1";

    private static final Set<String> KINDS = Set.of("user", "api-user");

    AccountEvent {
        Objects.requireNonNull(account);
        Objects.requireNonNull(status);
        Objects.requireNonNull(displayName);
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException("not one of " + KINDS);
        }
    }

    boolean isVerified() {
        return Boolean.TRUE.equals(emailVerified);
    }

    boolean isDeleted() {
        return "deleted".equals(status);
    }

    boolean isPerson() {
        return "user".equals(kind);
    }
}
