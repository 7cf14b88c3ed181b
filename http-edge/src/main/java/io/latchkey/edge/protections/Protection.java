package io.latchkey.edge.protections;

/** One by one what stands between a fault and a broken promise. */
public enum Protection {
    /** Redis is believed only while a lease says that it holds everything. */
    LEASE,
    /** What is committed and not yet in Redis is noted in PostgreSQL, and written by whoever finds it there. */
    NOTES,
    /** Redis takes a value only where it is newer. */
    COMPARE_AND_SET,
    /** An event is applied only where it is newer than what is known. */
    NEWER_ONLY,
    /** An instance never reads from Redis what is older than it has committed itself. */
    OWN_WRITES,
    /** An event leaves the outbox only once Kafka has acknowledged it. */
    ACKNOWLEDGED,
    /** An event that cannot be applied just now is tried again, and not passed over. */
    PERSISTENCE,
    /** An event that can never be applied is put aside, and keeps nobody waiting. */
    DEAD_LETTERS,
    /** A check waits for the revision that it is asked to see. */
    AT_LEAST,
    /** Where nothing can be said the answer is 503, not a verdict. */
    CANNOT_SAY,
    /** Checks are refused where events are late beyond the bound, if so configured. */
    STALENESS,
    /** An instance goes by the later of its clock and Redis'. */
    LATER_CLOCK,
    /** An instance that is told to end leaves its partitions to the others at once. */
    HANDING_OVER,
    /** A request that comes again with its Idempotency-Key is not done again. */
    IDEMPOTENCY
}
