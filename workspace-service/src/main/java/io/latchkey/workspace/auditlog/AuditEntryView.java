package io.latchkey.workspace.auditlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.latchkey.workspace.audit.AuditEntry;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "AuditEntry")
@Type("AuditEntry")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntryView(
        UUID id,

        @Schema(description = "Its place in the log of its workspace or organization, from 1", examples = "42")
        long number,

        Instant at,

        @Schema(description = "Absent where the organization itself was changed")
        UUID workspace,

        @Schema(description = "The account whose doing it was")
        UUID actor,

        @Schema(description = "The API token that it was done with; absent where somebody had logged in")
        UUID token,

        @Schema(description = "Network address; absent where it followed from something else", examples = "203.0.113.7")
        String source,

        @Schema(examples = "member.changed") String action,

        @Schema(description = "Id of what it was done to") String target,

        @Schema(
                description = "The fields that the change changed, as they were; of a list only what went",
                type = SchemaType.OBJECT)
        @JsonRawValue
        String before,

        @Schema(
                description = "The fields that the change changed, as they are since; of a list only what came",
                type = SchemaType.OBJECT)
        @JsonRawValue
        String after,

        String requestId,
        String traceId) {
    static AuditEntryView of(AuditEntry entry) {
        return new AuditEntryView(
                entry.id,
                entry.number,
                entry.at,
                entry.workspace,
                entry.actor,
                entry.token,
                entry.source,
                entry.action,
                entry.target,
                entry.before,
                entry.after,
                entry.requestId,
                entry.traceId);
    }
}
