package io.latchkey.workspace.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/** The ends of a chain, sealed. */
@Entity
@Table(name = "audit_log")
class AuditLogRow {
    private static final byte[] NOTHING = {};
    private static final int KEY_ID_BYTES = 8;

    @Id
    UUID id;

    UUID organization;

    UUID workspace;

    long oldest;

    long newest;

    @Column(name = "oldest_mac")
    byte[] oldestMac = NOTHING;

    @Column(name = "newest_mac")
    byte[] newestMac = NOTHING;

    /** The key's id, then the MAC. */
    byte[] seal = NOTHING;

    /** Just opened. */
    boolean isNew() {
        return newest == 0 && seal.length == 0;
    }

    void sealWith(AuditKeys keys) {
        seal = sealed(keys, keys.current());
    }

    boolean isSealed(AuditKeys keys) {
        if (seal.length < KEY_ID_BYTES) {
            return false;
        }
        String key = new String(Arrays.copyOf(seal, KEY_ID_BYTES), StandardCharsets.US_ASCII);
        return keys.knows(key) && MessageDigest.isEqual(seal, sealed(keys, key));
    }

    private byte[] sealed(AuditKeys keys, String key) {
        byte[] mac = keys.mac(
                key,
                Arrays.asList(
                        AuditKeys.bytes("log"),
                        AuditKeys.bytes(id),
                        AuditKeys.bytes(oldest),
                        AuditKeys.bytes(newest),
                        oldestMac,
                        newestMac));
        byte[] id = AuditKeys.bytes(key);
        byte[] sealed = Arrays.copyOf(id, id.length + mac.length);
        System.arraycopy(mac, 0, sealed, id.length, mac.length);
        return sealed;
    }
}
