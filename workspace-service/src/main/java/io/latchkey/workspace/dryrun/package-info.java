/** {@code ?dryRun=true}: a change is made, what it would give and take is read off, and all of it is undone. */
package io.latchkey.workspace.dryrun;
