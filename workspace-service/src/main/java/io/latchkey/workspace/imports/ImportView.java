package io.latchkey.workspace.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "DeviceImport")
@Type("DeviceImport")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ImportView(
        UUID id,

        @Schema(description = "waiting, running, done, refused or failed", examples = "done")
        String status,

        @Schema(description = "Devices in the file", examples = "5000")
        int lines,

        @Schema(description = "Of those, how many have been written; they are there once all are", examples = "5000")
        int done,

        @Schema(description = "Why nothing was imported, a hundred lines at most")
        List<Fault> errors,

        Instant createdAt,
        Instant finishedAt) {
    @Schema(name = "DeviceImportError")
    @Type("DeviceImportError")
    @RegisterForReflection
    record Fault(@Schema(examples = "line 7, serial") String field, String message) {
        static List<Fault> of(Map<String, String> fields) {
            return fields.entrySet().stream()
                    .map(field -> new Fault(field.getKey(), field.getValue()))
                    .toList();
        }
    }
}
