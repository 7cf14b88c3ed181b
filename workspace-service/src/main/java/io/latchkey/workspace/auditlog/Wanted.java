package io.latchkey.workspace.auditlog;

import io.latchkey.edge.problems.Refused;
import io.latchkey.workspace.audit.Action;
import io.latchkey.workspace.audit.AuditEntries;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;

/** What of a log a caller wants to see; whatever is left out does not matter. */
class Wanted {
    @RestQuery
    @Parameter(description = "Of this account")
    UUID actor;

    @RestQuery
    @Size(max = 50)
    @Parameter(description = "Only this, e.g. member.changed")
    String action;

    @RestQuery
    @Size(max = 100)
    @Parameter(description = "Done to this: an id")
    String target;

    @RestQuery
    @Size(max = 50)
    @Parameter(description = "From then on (RFC 3339)")
    String since;

    @RestQuery
    @Size(max = 50)
    @Parameter(description = "Before then (RFC 3339)")
    String until;

    static Wanted of(UUID actor, String action, String target, String since, String until) {
        Wanted wanted = new Wanted();
        wanted.actor = actor;
        wanted.action = action;
        wanted.target = target;
        wanted.since = since;
        wanted.until = until;
        return wanted;
    }

    AuditEntries.Search in(UUID organization, UUID workspace) {
        return new AuditEntries.Search(
                organization, workspace, actor, known(), target, instant("since", since), instant("until", until));
    }

    private Action known() {
        try {
            return action == null ? null : Action.of(action);
        } catch (IllegalArgumentException e) {
            throw Refused.parameter("action", "there is no such action");
        }
    }

    private static Instant instant(String parameter, String time) {
        try {
            return time == null ? null : OffsetDateTime.parse(time).toInstant();
        } catch (DateTimeParseException e) {
            throw Refused.parameter(parameter, "must be a time such as 2026-01-31T12:00:00Z");
        }
    }
}
