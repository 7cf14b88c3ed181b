/** How an instance takes its leave without anybody noticing. */
package io.latchkey.edge.draining;
