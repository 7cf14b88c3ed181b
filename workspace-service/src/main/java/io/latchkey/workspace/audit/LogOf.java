package io.latchkey.workspace.audit;

import java.util.UUID;

/**
 * Whose log.
 *
 * @param workspace null for an organization's own
 */
public record LogOf(UUID organization, UUID workspace) {
    UUID id() {
        return workspace == null ? organization : workspace;
    }
}
