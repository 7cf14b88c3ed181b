package io.latchkey.token.tokens;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;

@Entity
public class Token {
    static final String PERSONAL = "personal";
    static final String API_USER = "api-user";
    static final String ACTIVE = "active";
    static final String REVOKED = "revoked";

    @Id
    UUID id;

    UUID account;

    String kind;

    String name;

    String description;

    boolean automatic;

    byte[] hmac;

    String pepper;

    byte[] sealed;

    @Column(name = "sealed_with")
    String sealedWith;

    String hint;

    String status;

    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "expires_at")
    Instant expiresAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    /** The one that is in its place. */
    @Column(name = "rotated_to")
    UUID rotatedTo;

    @Column(name = "misuse_told_at")
    Instant misuseToldAt;

    /** Seconds; how long before its end that was last told. */
    @Column(name = "warned_before")
    Long warnedBefore;

    @Column(name = "limit_permissions")
    String[] limitPermissions;

    @Column(name = "limit_workspaces")
    UUID[] limitWorkspaces;

    @Column(name = "limit_devices")
    UUID[] limitDevices;

    @Column(name = "limit_networks")
    String[] limitNetworks;

    boolean isRevoked() {
        return REVOKED.equals(status);
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** Sticky: there is no way back. */
    void revoke(Instant now) {
        status = REVOKED;
        revokedAt = now;
        sealed = null;
        sealedWith = null;
        version++;
    }
}
