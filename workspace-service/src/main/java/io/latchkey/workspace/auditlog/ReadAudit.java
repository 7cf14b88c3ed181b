package io.latchkey.workspace.auditlog;

import io.latchkey.edge.paging.Page;
import io.latchkey.workspace.audit.AuditEntries;
import io.latchkey.workspace.audit.AuditEntries.Search;
import io.latchkey.workspace.audit.AuditEntry;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/** Logs as callers see them, the newest first. */
@ApplicationScoped
class ReadAudit {
    private static final int STEP = 500;

    private final AuditEntries entries;

    ReadAudit(AuditEntries entries) {
        this.entries = entries;
    }

    Uni<Page<AuditEntryView>> page(Search search, UUID after, int limit) {
        return Panache.withSession(() -> entries.page(search, after, Page.probe(limit)))
                .map(found -> Page.of(found, limit, entry -> entry.id).map(AuditEntryView::of));
    }

    /** All of it, read piece by piece as fast as the caller takes it. */
    Multi<AuditEntryView> all(Search search) {
        return Multi.createBy()
                .repeating()
                .uni(
                        AtomicReference<UUID>::new,
                        oldest -> Panache.withSession(() -> entries.page(search, oldest.get(), STEP))
                                .invoke(page -> remember(page, oldest)))
                .until(List::isEmpty)
                .onItem()
                .<AuditEntry>disjoint()
                .map(AuditEntryView::of);
    }

    private static void remember(List<AuditEntry> page, AtomicReference<UUID> oldest) {
        if (!page.isEmpty()) {
            oldest.set(page.getLast().id);
        }
    }
}
