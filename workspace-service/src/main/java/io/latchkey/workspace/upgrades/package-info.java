/** What follows from another version of the permission catalogue: everybody is told anew what they hold. */
package io.latchkey.workspace.upgrades;
