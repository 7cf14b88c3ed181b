/**
 * Who did what, from where, before and after: written in the transaction of the change itself.
 *
 * <p>Each workspace has a chain of entries, and each organization one of what is done to itself. Every entry has a number
 * one above the last and a MAC over its content and the MAC before it; the log's own row has a seal over the numbers and
 * MACs of both ends. Whoever writes to the database without the key can change nothing, put nothing in and take nothing
 * out - neither at the ends - without {@link VerifyAudit} telling where. Retention moves the older end and seals it anew.
 * A seal that is broken stays so, whatever is written later. What a chain alone cannot show is that all of it was put back
 * to an earlier state, or taken away with its seal; keep exports elsewhere for that.
 */
package io.latchkey.workspace.audit;
