/** Whoever asks when there is too much to do already is told so at once, rather than made to wait with everybody else. */
package io.latchkey.edge.overload;
