/**
 * Nobody asks so much that others wait. Each account and each network address has a quota, kept in Redis for all instances
 * and services together; without Redis nobody is held back. Checks are not limited.
 */
package io.latchkey.edge.ratelimits;
