package io.latchkey.identity.accounts;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;

@Entity
class Password {
    @Id
    UUID account;

    String hash;
}
