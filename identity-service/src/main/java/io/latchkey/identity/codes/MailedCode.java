package io.latchkey.identity.codes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "mailed_code")
public class MailedCode {
    @Id
    byte[] hash;

    UUID account;

    String purpose;

    String email;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    public UUID account() {
        return account;
    }

    public String email() {
        return email;
    }
}
