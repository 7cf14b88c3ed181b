package io.latchkey.workspace.peers;

import java.time.Instant;
import java.util.UUID;

/**
 * @param actor whose doing it was; null for a program's
 * @param client the program whose doing it was
 */
public record TokenAuditEntry(UUID id, Instant at, String action, UUID actor, String client) {}
