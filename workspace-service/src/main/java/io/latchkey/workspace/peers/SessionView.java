package io.latchkey.workspace.peers;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;

/** @param current whether it is the one that asks */
@Type("Session")
public record SessionView(
        UUID id,
        boolean current,
        Instant loggedInAt,
        Instant lastUsedAt,
        Instant expiresAt,
        String source,
        String userAgent) {}
