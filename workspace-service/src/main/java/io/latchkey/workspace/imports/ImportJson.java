package io.latchkey.workspace.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** What an import keeps as text. */
@ApplicationScoped
class ImportJson {
    private static final TypeReference<List<NewDevice>> DEVICES = new TypeReference<>() {};
    private static final TypeReference<List<ImportView.Fault>> FAULTS = new TypeReference<>() {};

    private final ObjectMapper json;

    ImportJson(ObjectMapper json) {
        this.json = json;
    }

    String write(List<?> list) {
        try {
            return json.writeValueAsString(list);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("an import cannot be written", e);
        }
    }

    List<NewDevice> devices(DeviceImport asked) {
        return read(asked.devices, DEVICES);
    }

    ImportView view(DeviceImport asked) {
        return new ImportView(
                asked.id,
                asked.status,
                asked.lines,
                asked.done,
                asked.errors == null ? null : read(asked.errors, FAULTS),
                asked.createdAt,
                asked.finishedAt);
    }

    private <T> List<T> read(String text, TypeReference<List<T>> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an import cannot be read", e);
        }
    }
}
