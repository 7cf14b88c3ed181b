package io.latchkey.token.scopes;

/**
 * All that is needed to judge one token in one workspace on one device, from the cache or from PostgreSQL. What does
 * not exist, or was not asked for, is null.
 *
 * @param awaited the workspace whose revision the caller wants to see
 */
public record Facts(
        TokenEntry token,
        ScopeEntry scope,
        DeviceGrantEntry grant,
        DeviceEntry device,
        WorkspaceEntry workspace,
        WorkspaceEntry awaited) {
    public static final Facts NONE = new Facts(null, null, null, null, null, null);
}
