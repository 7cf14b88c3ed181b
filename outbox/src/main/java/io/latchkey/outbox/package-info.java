/**
 * Events that are never lost and never told before their change is true.
 *
 * <p>{@link io.latchkey.outbox.Outbox} inserts the event in the transaction of the change. {@code Relay} - one active
 * per service, chosen by a PostgreSQL advisory lock that dies with its connection - reads the rows in the order of
 * their ids, publishes them and deletes what Kafka has acknowledged. A crash anywhere repeats events; it loses none.
 * Consumers therefore ignore what is not newer than what they know.
 *
 * <p>Order per key: whoever changes a thing locks its row before it appends, so the rows of one key get their ids in
 * the order in which their transactions commit. A slow transaction with a lower id holds up nobody, since rows are
 * deleted one by one rather than skipped by a cursor.
 */
package io.latchkey.outbox;
