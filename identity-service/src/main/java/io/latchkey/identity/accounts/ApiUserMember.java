package io.latchkey.identity.accounts;

import io.latchkey.outbox.OfAccount;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.UUID;

/** What this service reads of a member event. */
@RegisterForReflection
record ApiUserMember(UUID account, String kind, String name, String status, long revision) implements OfAccount {
    static final String TYPE = "io.latchkey.workspace.member.v1";

    ApiUserMember {
        Objects.requireNonNull(account);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(status);
    }

    boolean isApiUser() {
        return Account.API_USER.equals(kind);
    }

    boolean isRemoved() {
        return "removed".equals(status);
    }
}
