package io.latchkey.token.audit;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

@ApplicationScoped
public class AuditLog implements PanacheRepositoryBase<AuditEntry, UUID> {
    private final Clock clock;

    AuditLog(Clock clock) {
        this.clock = clock;
    }

    /** Needs the transaction of what it is about. */
    public Uni<Void> note(UUID token, Action action, By by) {
        return note(List.of(token), action, by);
    }

    public Uni<Void> note(Collection<UUID> tokens, Action action, By by) {
        // Panache calls it a mistake to persist nothing.
        return tokens.isEmpty()
                ? Uni.createFrom().voidItem()
                : persist(tokens.stream().map(token -> entry(token, action, by)));
    }

    private AuditEntry entry(UUID token, Action action, By by) {
        AuditEntry entry = new AuditEntry();
        entry.id = UuidVersion7Strategy.INSTANCE.generateUuid(null);
        entry.token = token;
        entry.action = action;
        entry.actor = by.account();
        entry.client = by.client();
        entry.at = clock.instant();
        return entry;
    }

    /** The newest first. */
    public Uni<List<AuditEntry>> page(UUID token, UUID before, int limit) {
        return find("token = ?1 and id < ?2 order by id desc", token, before)
                .page(0, limit)
                .list();
    }
}
