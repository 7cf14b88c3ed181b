package io.latchkey.workspace.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** One thing that was done; a link of its log's chain. */
@Entity
@Table(name = "audit_entry")
public class AuditEntry {
    @Id
    public UUID id;

    UUID log;

    /** Its place in the log, from 1. */
    public long number;

    UUID organization;

    public UUID workspace;

    @Column(name = "at")
    public Instant at;

    public UUID actor;

    public UUID token;

    public String source;

    @Column(name = "request_id")
    public String requestId;

    @Column(name = "trace_id")
    public String traceId;

    public String action;

    public String target;

    @Column(name = "before_it")
    public String before;

    @Column(name = "after_it")
    public String after;

    @Column(name = "key_id")
    String keyId;

    byte[] mac;

    void chain(AuditKeys keys, byte[] previous) {
        keyId = keys.current();
        mac = link(keys, previous);
    }

    boolean follows(byte[] previous, AuditKeys keys) {
        return keys.knows(keyId) && MessageDigest.isEqual(mac, link(keys, previous));
    }

    private byte[] link(AuditKeys keys, byte[] previous) {
        return keys.mac(
                keyId,
                Arrays.asList(
                        AuditKeys.bytes("entry"),
                        previous,
                        AuditKeys.bytes(id),
                        AuditKeys.bytes(log),
                        AuditKeys.bytes(number),
                        AuditKeys.bytes(organization),
                        AuditKeys.bytes(workspace),
                        AuditKeys.bytes(at),
                        AuditKeys.bytes(actor),
                        AuditKeys.bytes(token),
                        AuditKeys.bytes(source),
                        AuditKeys.bytes(requestId),
                        AuditKeys.bytes(traceId),
                        AuditKeys.bytes(action),
                        AuditKeys.bytes(target),
                        AuditKeys.bytes(before),
                        AuditKeys.bytes(after)));
    }
}
