package io.latchkey.identity.throttle;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "login_failure")
class LoginFailure {
    @Id
    String key;

    int failures;

    @Column(name = "forget_at")
    Instant forgetAt;
}
