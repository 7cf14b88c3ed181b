/**
 * Accounts, sessions and tokens as part of {@code /graphql}: what identity- and token-service have at {@code /v1}, asked
 * with the caller's own JWT, so that they decide who may what.
 */
package io.latchkey.workspace.peers;
