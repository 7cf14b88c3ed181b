package io.latchkey.token.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;

/** What was answered to a request with an {@code Idempotency-Key}, so that the same request gets the same answer. */
@Entity
@Table(name = "answered_request")
class AnsweredRequest {
    @Embeddable
    record Id(UUID caller, String key) implements Serializable {}

    @EmbeddedId
    Id id;

    byte[] request;

    UUID token;

    byte[] sealed;

    @Column(name = "sealed_with")
    String sealedWith;

    @Column(name = "created_at")
    Instant createdAt;
}
