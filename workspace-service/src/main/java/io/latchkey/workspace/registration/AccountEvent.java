package io.latchkey.workspace.registration;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
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
        long revision) {
    static final String TYPE = "io.latchkey.identity.account.v1";

    AccountEvent {
        Objects.requireNonNull(account);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(status);
        Objects.requireNonNull(displayName);
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
