package io.latchkey.token.scopes;

/**
 * All that is needed to judge one token in one workspace on one device, from the cache or from PostgreSQL. What does
 * not exist, or was not asked for, is null.
 *
 * @param awaited the workspace whose revision the caller wants to see
 * @param heardAt everything that others committed before that is in it, as milliseconds since 1970; 0 where nobody has said
 */
public record Facts(
        TokenEntry token,
        ScopeEntry scope,
        DeviceGrantEntry grant,
        DeviceEntry device,
        WorkspaceEntry workspace,
        WorkspaceEntry awaited,
        long heardAt) {
    public static final Facts NONE = new Facts(null, null, null, null, null, null, 0);
}
