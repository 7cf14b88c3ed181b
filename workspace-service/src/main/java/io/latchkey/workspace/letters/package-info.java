/** What is written to people. */
package io.latchkey.workspace.letters;
