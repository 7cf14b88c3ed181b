package io.latchkey.workspace.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.requests.Origin;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.id.uuid.UuidVersion7Strategy;
import org.hibernate.reactive.mutiny.Mutiny.Session;
import org.jboss.logging.Logger;

/** Adds to a log; needs the transaction of the change itself, and the log's workspace or organization locked. */
@ApplicationScoped
public class WriteAudit {
    private static final Logger LOG = Logger.getLogger(WriteAudit.class);
    private static final String OPEN = """
            insert into audit_log (id, organization, workspace, oldest, newest, oldest_mac, newest_mac, seal)
            values (?1, ?2, ?3, 0, 0, '', '', '') on conflict do nothing""";

    private final AuditKeys keys;
    private final ObjectMapper json;
    private final Clock clock;

    WriteAudit(AuditKeys keys, ObjectMapper json, Clock clock) {
        this.keys = keys;
        this.json = json;
        this.clock = clock;
    }

    /** What changed nothing is not written. */
    public Uni<Void> write(LogOf log, Origin origin, List<Note> notes) {
        List<AuditEntry> entries = new ArrayList<>();
        for (Note note : notes) {
            Difference difference = Difference.of(tree(note.before()), tree(note.after()));
            if (!difference.isNone()) {
                entries.add(entry(log, origin, note, difference));
            }
        }
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Panache.getSession()
                .flatMap(session -> open(session, log).flatMap(row -> {
                    chain(row, entries);
                    return session.persistAll(entries.toArray());
                }));
    }

    private Uni<AuditLogRow> open(Session session, LogOf log) {
        return session.find(AuditLogRow.class, log.id(), LockModeType.PESSIMISTIC_WRITE)
                .flatMap(row -> row != null
                        ? Uni.createFrom().item(row)
                        : session.createNativeQuery(OPEN)
                                .setParameter(1, log.id())
                                .setParameter(2, log.organization())
                                .setParameter(3, log.workspace())
                                .executeUpdate()
                                .flatMap(made ->
                                        session.find(AuditLogRow.class, log.id(), LockModeType.PESSIMISTIC_WRITE)));
    }

    /** What was tampered with is not sealed anew, which would hide it; the change itself goes on. */
    private void chain(AuditLogRow row, List<AuditEntry> entries) {
        boolean whole = row.isNew() || row.isSealed(keys);
        if (!whole) {
            LOG.errorf("the audit log %s is not as it was sealed; its seal stays broken", row.id);
        }
        for (AuditEntry entry : entries) {
            row.newest++;
            entry.number = row.newest;
            entry.chain(keys, row.newestMac);
            row.newestMac = entry.mac;
        }
        if (whole) {
            row.sealWith(keys);
        }
    }

    private AuditEntry entry(LogOf log, Origin origin, Note note, Difference difference) {
        AuditEntry entry = new AuditEntry();
        entry.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        entry.log = log.id();
        entry.organization = log.organization();
        entry.workspace = log.workspace();
        entry.at = now();
        entry.actor = origin.account();
        entry.token = origin.token();
        entry.source = origin.source();
        entry.requestId = origin.requestId();
        entry.traceId = origin.traceId();
        entry.action = note.action().text();
        entry.target = note.target().toString();
        entry.before = text(difference.before());
        entry.after = text(difference.after());
        return entry;
    }

    /** As finely as PostgreSQL keeps it, since the MAC is made of it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private JsonNode tree(Object value) {
        return value == null ? null : json.valueToTree(value);
    }

    private static String text(JsonNode value) {
        return value == null ? null : value.toString();
    }
}
