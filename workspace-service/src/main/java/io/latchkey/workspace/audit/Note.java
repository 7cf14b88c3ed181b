package io.latchkey.workspace.audit;

/**
 * Something that was done.
 *
 * @param target id of what it was done to
 * @param before as callers see it, made before the change; null where there was nothing
 * @param after null where nothing is left
 */
public record Note(Action action, Object target, Object before, Object after) {}
