package io.latchkey.token.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "token_audit")
public class AuditEntry {
    @Id
    public UUID id;

    UUID token;

    @Enumerated(EnumType.STRING)
    public Action action;

    public UUID actor;

    public String client;

    @Column(name = "at")
    public Instant at;
}
