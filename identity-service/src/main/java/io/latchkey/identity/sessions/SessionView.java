package io.latchkey.identity.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param current whether it is the one that asks */
@Schema(name = "SessionInfo")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SessionView(
        UUID id,
        boolean current,
        Instant loggedInAt,
        Instant lastUsedAt,
        Instant expiresAt,

        @Schema(description = "The network address it was last used from", examples = "203.0.113.7")
        String source,

        @Schema(examples = "Mozilla/5.0 …") String userAgent) {
    static SessionView of(Session session, UUID current) {
        return new SessionView(
                session.id,
                session.id.equals(current),
                session.loggedInAt,
                session.lastUsedAt,
                session.expiresAt,
                session.source,
                session.userAgent);
    }
}
