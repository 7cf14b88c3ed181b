/**
 * {@code Idempotency-Key}: a request that comes again, because its answer was lost, gets the same answer and does nothing
 * more. That it was done is written in the transaction of the change, so it is never done twice; the answer is written
 * right after. Should an instance die in between, the request that comes again is told so, instead of being done again.
 */
package io.latchkey.workspace.idempotency;
