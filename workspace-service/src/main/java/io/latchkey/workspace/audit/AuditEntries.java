package io.latchkey.workspace.audit;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads logs, the newest first; needs a session. */
@ApplicationScoped
public class AuditEntries {
    /**
     * What is looked for; null parts do not matter.
     *
     * @param workspace null for all of an organization, its own log and its workspaces'
     * @param since included
     * @param until not included
     */
    public record Search(
            UUID organization,
            UUID workspace,
            UUID actor,
            Action action,
            String target,
            Instant since,
            Instant until) {}

    /** @param before only older ones than this; null to begin with the newest */
    public Uni<List<AuditEntry>> page(Search search, UUID before, int limit) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        add("organization = :organization", "organization", search.organization(), conditions, values);
        add("workspace = :workspace", "workspace", search.workspace(), conditions, values);
        add("actor = :actor", "actor", search.actor(), conditions, values);
        add(
                "action = :action",
                "action",
                search.action() == null ? null : search.action().text(),
                conditions,
                values);
        add("target = :target", "target", search.target(), conditions, values);
        add("at >= :since", "since", search.since(), conditions, values);
        add("at < :until", "until", search.until(), conditions, values);
        add("id < :before", "before", before, conditions, values);
        return Panache.getSession().flatMap(session -> {
            var query = session.createQuery(
                    "from AuditEntry where " + String.join(" and ", conditions) + " order by id desc",
                    AuditEntry.class);
            values.forEach(query::setParameter);
            return query.setMaxResults(limit).getResultList();
        });
    }

    private static void add(
            String condition, String name, Object value, List<String> conditions, Map<String, Object> values) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }
}
