/** What every answer of a resource says of itself. */
package io.latchkey.edge.answers;
