/** Who did what to which token: an entry in the transaction of each change, and of each look at a value. */
package io.latchkey.token.audit;
