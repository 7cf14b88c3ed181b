/** Random values that are secrets by themselves, and what is kept of them. */
package io.latchkey.edge.secrets;
