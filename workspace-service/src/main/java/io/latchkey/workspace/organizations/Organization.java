package io.latchkey.workspace.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
public class Organization {
    @Id
    public UUID id;

    public String name;

    public UUID owner;

    /** Who will own it once they accept; null where nobody is asked. */
    @Column(name = "offered_to")
    public UUID offeredTo;

    @Column(name = "offered_at")
    public Instant offeredAt;

    @Column(name = "created_at")
    public Instant createdAt;
}
