package io.latchkey.workspace.imports;

import io.latchkey.edge.requests.Origin;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "device_import")
class DeviceImport {
    static final String WAITING = "waiting";
    static final String RUNNING = "running";
    static final String DONE = "done";
    static final String REFUSED = "refused";
    static final String FAILED = "failed";

    @Id
    UUID id;

    UUID workspace;

    String status = WAITING;

    int lines;

    int done;

    String devices;

    String errors;

    UUID account;

    UUID token;

    String source;

    @Column(name = "request_id")
    String requestId;

    @Column(name = "trace_id")
    String traceId;

    int attempts;

    Long revision;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "heartbeat_at")
    Instant heartbeatAt;

    @Column(name = "finished_at")
    Instant finishedAt;

    void from(Origin origin) {
        account = origin.account();
        token = origin.token();
        source = origin.source();
        requestId = origin.requestId();
        traceId = origin.traceId();
    }

    Origin origin() {
        return new Origin(account, token, source, requestId, traceId);
    }

    void finished(String status, Instant now) {
        this.status = status;
        finishedAt = now;
        devices = null;
    }
}
