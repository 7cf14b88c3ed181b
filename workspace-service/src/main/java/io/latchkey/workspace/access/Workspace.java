package io.latchkey.workspace.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
public class Workspace {
    static final String ACTIVE = "active";
    static final String ARCHIVED = "archived";
    static final String DELETED = "deleted";

    @Id
    public UUID id;

    public UUID organization;

    public String name;

    public String slug;

    public String status = ACTIVE;

    /** Where a picture of it is: an https URL; null for none. */
    public String logo;

    public long revision;

    /** Of its roles and teams: PostgreSQL gives another with every change of them. Null where it may have. */
    @Column(insertable = false, updatable = false)
    public UUID edition;

    /** Version of the permission catalogue by which everybody in it was last told what they hold. */
    public int catalogue;

    /** Seconds; of tokens of API users. Null for no limit. */
    @Column(name = "token_max_lifetime")
    public Long tokenMaxLifetime;

    /** Seconds; of those that are made without an expiry. Null for none. */
    @Column(name = "token_default_lifetime")
    public Long tokenDefaultLifetime;

    @Column(name = "created_at")
    public Instant createdAt;

    /** Neither archived nor deleted: the only state in which anybody may do anything in it. */
    public boolean isActive() {
        return ACTIVE.equals(status);
    }

    public boolean isDeleted() {
        return DELETED.equals(status);
    }
}
