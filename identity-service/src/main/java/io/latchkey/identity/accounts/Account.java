package io.latchkey.identity.accounts;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

@Entity
public class Account {
    static final String USER = "user";
    static final String API_USER = "api-user";
    static final String ACTIVE = "active";
    static final String SUSPENDED = "suspended";
    static final String DELETED = "deleted";

    @Id
    UUID id;

    String kind;

    String email;

    @Column(name = "display_name")
    String displayName;

    /** Whether somebody has shown that they read what is sent there. */
    @Column(name = "email_verified")
    boolean emailVerified;

    String status;

    String company;

    long revision;

    @Column(name = "source_revision")
    long sourceRevision;

    @Column(name = "created_at")
    Instant createdAt;

    /** See {@link RegisterAccount}; null where there was none. */
    @Column(name = "registration_key")
    byte[] registrationKey;

    /** Null unless its person wants it deleted; until then it can do nothing, and logging in takes that back. */
    @Column(name = "deletes_at")
    Instant deletesAt;

    public UUID id() {
        return id;
    }

    public String email() {
        return email;
    }

    public boolean isPerson() {
        return USER.equals(kind);
    }

    public boolean isVerified() {
        return emailVerified;
    }

    /** @return whether that changed anything; a code for another address verifies nothing */
    public boolean verified(String address) {
        boolean changes = !emailVerified && address.equals(email);
        emailVerified = emailVerified || changes;
        return changes;
    }

    /** @return whether that changed anything; what is deleted stays deleted */
    public boolean suspended(boolean suspended) {
        String wanted = suspended ? SUSPENDED : ACTIVE;
        if (status.equals(wanted) || DELETED.equals(status)) {
            return false;
        }
        status = wanted;
        return true;
    }

    public long revision() {
        return revision;
    }

    public boolean isDeleted() {
        return DELETED.equals(status);
    }

    public boolean isActive() {
        return mayReturn() && deletesAt == null;
    }

    /** Whether logging in is possible; it takes back that the account is to be deleted. */
    public boolean mayReturn() {
        return ACTIVE.equals(status);
    }

    public Instant deletesAt() {
        return deletesAt;
    }

    /** What others are told: whoever leaves is suspended until they have left. */
    String shownStatus() {
        return mayReturn() && deletesAt != null ? SUSPENDED : status;
    }

    /** @return whether that changed anything; asking again does not put it off */
    public boolean leaves(Instant at) {
        if (deletesAt != null || DELETED.equals(status)) {
            return false;
        }
        deletesAt = at;
        return true;
    }

    /** @return whether that changed anything */
    public boolean stays() {
        boolean changes = deletesAt != null;
        deletesAt = null;
        return changes;
    }

    /** Ends it for good; nothing personal is left. @return whether that changed anything */
    public boolean left(Instant now) {
        if (DELETED.equals(status) || deletesAt == null || now.isBefore(deletesAt)) {
            return false;
        }
        status = DELETED;
        email = null;
        emailVerified = false;
        displayName = "Deleted account";
        company = null;
        deletesAt = null;
        return true;
    }

    /** One address has one spelling, so that nobody registers it twice nor misses an invitation. */
    public static String normalized(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
