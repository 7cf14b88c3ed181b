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

    @Column(name = "created_at")
    Instant createdAt;
}
