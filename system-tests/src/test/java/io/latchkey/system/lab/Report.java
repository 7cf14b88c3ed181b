package io.latchkey.system.lab;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.latchkey.system.lab.Round.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table to read, and the same as JSON. */
final class Report {
    private static final String LINE = "%-62s %-7s %-26s %10s %10s %8s %11s %10s%n";

    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** @param control what came of it without the protection; null where that was not run */
    void add(Fault fault, Outcome outcome, Outcome control) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("fault", fault.name());
        row.put("promise", fault.promise().toString().toLowerCase());
        row.put("protection", fault.protection());
        row.put("operations", outcome.operations());
        row.put("violations", outcome.broken().size());
        row.put("control", control == null ? null : control.broken().size());
        row.put("recoveryMs", outcome.recoveryMillis());
        row.put("visibleMs", outcome.visibleMillis());
        rows.add(row);
    }

    String table() {
        StringBuilder table = new StringBuilder(LINE.formatted(
                "fault", "promise", "protection", "operations", "violations", "control", "recovery ms", "visible ms"));
        for (Map<String, Object> row : rows) {
            table.append(LINE.formatted(
                    row.get("fault"),
                    row.get("promise"),
                    row.get("protection"),
                    row.get("operations"),
                    row.get("violations"),
                    row.get("control"),
                    row.get("recoveryMs"),
                    row.get("visibleMs")));
        }
        return table.toString();
    }

    void write(Path file) throws IOException {
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), rows);
    }
}
