package io.latchkey.token.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

/** What identity-service tells of an account. */
@Entity
public class Account {
    static final String USER = "user";
    public static final String API_USER = "api-user";
    static final String ACTIVE = "active";
    static final String SUSPENDED = "suspended";
    public static final String DELETED = "deleted";

    @Id
    public UUID id;

    public String kind;

    public String status;

    @Column(name = "display_name")
    public String displayName;

    public long revision;

    public boolean isActive() {
        return ACTIVE.equals(status);
    }

    public boolean isDeleted() {
        return DELETED.equals(status);
    }

    public boolean isApiUser() {
        return API_USER.equals(kind);
    }
}
