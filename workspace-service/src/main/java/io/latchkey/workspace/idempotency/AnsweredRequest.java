package io.latchkey.workspace.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "answered_request")
class AnsweredRequest {
    @EmbeddedId
    Id id;

    byte[] request;

    /** Null until the answer is there. */
    Integer status;

    String location;

    String revision;

    String body;

    @Column(name = "created_at")
    Instant createdAt;

    @Embeddable
    record Id(UUID caller, String key) {}
}
