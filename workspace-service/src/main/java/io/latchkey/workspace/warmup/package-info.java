/** A start that nobody notices. */
package io.latchkey.workspace.warmup;
