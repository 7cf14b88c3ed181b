package io.latchkey.workspace.invitations;

import io.latchkey.workspace.rights.Rights;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
public class Invitation {
    static final String PENDING = "pending";
    static final String ACCEPTED = "accepted";
    static final String DECLINED = "declined";

    @Id
    UUID id;

    UUID workspace;

    String email;

    String status = PENDING;

    UUID account;

    @Column(name = "invited_by")
    UUID invitedBy;

    @Embedded
    Rights rights = new Rights();

    UUID[] teams = {};

    /** SHA-256 of the code in the mail; null once it is of no use. */
    @Column(name = "code_hash")
    byte[] codeHash;

    /** Null where none was. */
    @Column(name = "sent_at")
    Instant sentAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "created_at")
    Instant createdAt;

    boolean isExpiredAt(Instant now) {
        return PENDING.equals(status) && !now.isBefore(expiresAt);
    }
}
