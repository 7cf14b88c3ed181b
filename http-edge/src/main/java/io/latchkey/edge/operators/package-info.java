/** People and programs that run the system, inside only: no gateway has a route to what they may. */
package io.latchkey.edge.operators;
