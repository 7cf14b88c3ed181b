/** Who gets in, who does not, and what is refused: one line each, of a logger of its own. */
package io.latchkey.edge.watch;
