package io.latchkey.edge.preconditions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.edge.secrets.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Base64;

/** Strong validators (RFC 9110 section 8.8.1): the same for the same representation, on every instance. */
@ApplicationScoped
public class EntityTags {
    private static final int BYTES = 16;

    private final ObjectMapper json;

    EntityTags(ObjectMapper json) {
        this.json = json;
    }

    /** With its quotes. */
    public String of(Object representation) {
        try {
            byte[] digest = Sha256.of(json.writeValueAsBytes(representation));
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)) + '"';
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a view cannot be written", e);
        }
    }

    /** @param header a list of tags, or {@code *} */
    static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",")).map(String::strip).anyMatch(one -> one.equals("*") || one.equals(tag));
    }
}
