/** What a single token is cut down to: permissions, workspaces, devices and source networks. */
package io.latchkey.token.limits;
