/** What becomes of workspaces and organizations when an account is deleted. */
package io.latchkey.workspace.departure;
