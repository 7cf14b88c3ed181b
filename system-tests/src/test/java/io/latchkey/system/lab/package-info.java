/**
 * Fault runs. A {@link io.latchkey.system.lab.Workload} of random changes and checks writes a
 * {@link io.latchkey.system.lab.History}; meanwhile a {@link io.latchkey.system.lab.Fault} breaks something in the
 * {@link io.latchkey.system.lab.Lab}; afterwards {@link io.latchkey.system.lab.Promises} reads the history and says which
 * answers broke which promise of docs/guarantees.md. Times are those of this machine's monotonic clock, in nanoseconds: a
 * request that was answered before another one began came before it.
 */
package io.latchkey.system.lab;
