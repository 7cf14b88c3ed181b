package io.latchkey.workspace.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.reactive.mutiny.Mutiny.Session;

/** Goes along a log's chain, from its older end to its newer. */
@ApplicationScoped
public class VerifyAudit {
    private static final int STEP = 500;

    private final AuditKeys keys;

    VerifyAudit(AuditKeys keys) {
        this.keys = keys;
    }

    /**
     * @param entries how many there are as the log says
     * @param brokenAt number of the first entry that is not as it was written, or is missing; absent where all are
     */
    @Schema(name = "AuditVerification")
    public record Outcome(boolean intact, long entries, Long brokenAt) {}

    /** Needs a session. */
    public Uni<Outcome> verify(LogOf log) {
        return verify(log.id());
    }

    /** Needs a session. */
    public Uni<Outcome> verify(UUID log) {
        return Panache.getSession()
                .flatMap(session -> session.find(AuditLogRow.class, log)
                        .flatMap(row -> row == null
                                ? Uni.createFrom().item(new Outcome(true, 0, null))
                                : verify(session, row)));
    }

    /** Again where retention has moved the older end meanwhile. */
    private Uni<Outcome> verify(Session session, AuditLogRow row) {
        long oldest = row.oldest;
        Uni<Outcome> once = row.isSealed(keys)
                ? along(session, row, oldest, row.oldestMac)
                : Uni.createFrom().item(broken(row, oldest + 1));
        return once.flatMap(outcome -> outcome.intact()
                ? Uni.createFrom().item(outcome)
                : session.refresh(row)
                        .flatMap(read -> row.oldest == oldest ? Uni.createFrom().item(outcome) : verify(session, row)));
    }

    private Uni<Outcome> along(Session session, AuditLogRow row, long from, byte[] mac) {
        return session.createQuery(
                        "from AuditEntry where log = :log and number > :from and number <= :newest order by number",
                        AuditEntry.class)
                .setParameter("log", row.id)
                .setParameter("from", from)
                .setParameter("newest", row.newest)
                .setMaxResults(STEP)
                .getResultList()
                .flatMap(entries -> step(session, row, from, mac, entries));
    }

    private Uni<Outcome> step(Session session, AuditLogRow row, long from, byte[] mac, List<AuditEntry> entries) {
        long number = from;
        byte[] previous = mac;
        for (AuditEntry entry : entries) {
            number++;
            if (entry.number != number || !entry.follows(previous, keys)) {
                return Uni.createFrom().item(broken(row, number));
            }
            previous = entry.mac;
            session.detach(entry);
        }
        if (number == row.newest) {
            boolean ends = MessageDigest.isEqual(previous, row.newestMac);
            return Uni.createFrom().item(ends ? new Outcome(true, row.newest - row.oldest, null) : broken(row, number));
        }
        return entries.isEmpty()
                ? Uni.createFrom().item(broken(row, number + 1))
                : along(session, row, number, previous);
    }

    private static Outcome broken(AuditLogRow row, long number) {
        return new Outcome(false, row.newest - row.oldest, number);
    }
}
