package io.latchkey.workspace.organizations;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Somebody who may act for an organization beside its owner. */
@Entity
@Table(name = "organization_administrator")
public class Administrator {
    @EmbeddedId
    public Key id;

    public String[] permissions = {};

    @Column(name = "since")
    public Instant since;

    @Embeddable
    public record Key(UUID organization, UUID account) {}
}
