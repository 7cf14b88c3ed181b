package io.latchkey.outbox;

/**
 * @param topic where it goes
 * @param key the Kafka key, which compaction goes by
 * @param partitionKey what must stay in order together; the partition follows from it alone
 * @param type the CloudEvents type
 * @param payload what becomes the JSON value; registered for reflection, since native executables serialize it
 */
public record OutboxEvent(String topic, String key, String partitionKey, String type, Object payload) {}
