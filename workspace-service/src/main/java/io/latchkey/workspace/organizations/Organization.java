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

    @Column(name = "created_at")
    public Instant createdAt;
}
