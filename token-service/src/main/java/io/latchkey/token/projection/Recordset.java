package io.latchkey.token.projection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** Many events as one parameter of a statement ({@code jsonb_to_recordset}). */
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
}
