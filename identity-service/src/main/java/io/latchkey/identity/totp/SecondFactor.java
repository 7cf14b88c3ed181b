package io.latchkey.identity.totp;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;

@Entity
@Table(name = "second_factor")
class SecondFactor {
    @Id
    UUID account;

    byte[] secret;

    @Column(name = "key_id")
    String keyId;

    boolean active;

    @Column(name = "last_step")
    long lastStep;

    String[] recovery = {};
}
