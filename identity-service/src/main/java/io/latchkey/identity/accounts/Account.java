package io.latchkey.identity.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

@Entity
public class Account {
    static final String USER = "user";
    static final String API_USER = "api-user";
    static final String ACTIVE = "active";
    static final String DELETED = "deleted";

    @Id
    UUID id;

    String kind;

    String email;

    @Column(name = "display_name")
    String displayName;

    String status;

    String company;

    long revision;

    @Column(name = "source_revision")
    long sourceRevision;

    @Column(name = "created_at")
    Instant createdAt;

    public UUID id() {
        return id;
    }

    public boolean isActive() {
        return ACTIVE.equals(status);
    }

    /** One address has one spelling, so that nobody registers it twice nor misses an invitation. */
    public static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
