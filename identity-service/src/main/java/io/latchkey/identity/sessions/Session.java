package io.latchkey.identity.sessions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
class Session {
    /** What refresh tokens begin with. */
    static final String REFRESH_TOKEN = "lk_rt_";

    @Id
    UUID id;

    UUID account;

    @Column(name = "refresh_hash")
    byte[] refreshHash;

    @Column(name = "previous_hash")
    byte[] previousHash;

    @Column(name = "logged_in_at")
    Instant loggedInAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "ended_at")
    Instant endedAt;

    /** The network address that it was last used from. */
    String source;

    @Column(name = "user_agent")
    String userAgent;

    @Column(name = "last_used_at")
    Instant lastUsedAt;

    /** By whoever has its refresh token; it lasts as long as it is used, and no longer than any may. */
    void used(Client client, Instant now, SessionConfig config) {
        lastUsedAt = now;
        source = client.source();
        userAgent = client.userAgent();
        Instant idle = now.plus(config.idleLifespan());
        Instant atLast = loggedInAt.plus(config.refreshLifespan());
        expiresAt = idle.isBefore(atLast) ? idle : atLast;
    }

    boolean isLiveAt(Instant now) {
        return endedAt == null && now.isBefore(expiresAt);
    }
}
