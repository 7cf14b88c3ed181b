package io.latchkey.token.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

public enum Action {
    CREATED,
    ROTATED,
    /** Its value was shown again. */
    REVEALED,
    REVOKED,
    /** Its end was moved nearer, as its workspace's policy wants. */
    SHORTENED;

    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
