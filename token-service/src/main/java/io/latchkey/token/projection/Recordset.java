package io.latchkey.token.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Many events as one parameter of a statement ({@code jsonb_to_recordset}), and the ids of the rows it returns. */
@ApplicationScoped
class Recordset {
    private final ObjectMapper json;

    Recordset(ObjectMapper json) {
        this.json = json;
    }

    JsonArray of(Collection<?> events) {
        try {
            return new JsonArray(json.writeValueAsString(events));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("events that were read can be written", e);
        }
    }

    static UUID[] ids(Iterable<Row> rows, String column) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID(column)));
        return ids.toArray(UUID[]::new);
    }
}
