package io.latchkey.workspace.peers;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.graphql.Type;

/** @param deletesAt where it is to be deleted: when; logging in before that takes it back */
@Type("Account")
public record AccountView(
        UUID id,
        String kind,
        String email,
        Boolean emailVerified,
        String displayName,
        String status,
        Instant deletesAt) {}
