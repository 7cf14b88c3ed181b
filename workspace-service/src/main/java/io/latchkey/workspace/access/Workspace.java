package io.latchkey.workspace.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
public class Workspace {
    static final String ACTIVE = "active";
    static final String DELETED = "deleted";

    @Id
    public UUID id;

    public UUID organization;

    public String name;

    public String slug;

    public String status = ACTIVE;

    public long revision;

    @Column(name = "created_at")
    public Instant createdAt;

    public boolean isActive() {
        return ACTIVE.equals(status);
    }
}
