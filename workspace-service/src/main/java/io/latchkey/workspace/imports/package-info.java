/**
 * Devices from a file. What is wrong with the file itself is answered at once; then the import is kept, and done in the
 * background as one change of the workspace: all of it or nothing, once, whichever instance dies meanwhile.
 */
package io.latchkey.workspace.imports;
