package io.latchkey.token.projection;

import io.latchkey.outbox.EventReader;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes down how far each partition has been applied, for all instances to know how late events are. */
@ApplicationScoped
class Heartbeats {
    private static final String HEARD = """
            insert into heard (topic, part, at) select $1, * from unnest($2::int[], $3::timestamptz[])
            on conflict (topic, part) do update set at = excluded.at where heard.at < excluded.at""";

    private final Pool postgres;

    Heartbeats(Pool postgres) {
        this.postgres = postgres;
    }

    static boolean isOne(ConsumerRecord<String, byte[]> event) {
        return EventReader.type(event).equals(EventReader.HEARTBEAT);
    }

    /** After what came before them has been applied. */
    Uni<Void> heard(Iterable<ConsumerRecord<String, byte[]>> events) {
        Map<Integer, Instant> newest = new HashMap<>();
        String topic = null;
        for (ConsumerRecord<String, byte[]> event : events) {
            Instant at = isOne(event) ? ToldMember.time(event) : null;
            if (at != null) {
                topic = event.topic();
                newest.merge(event.partition(), at, (one, other) -> one.isAfter(other) ? one : other);
            }
        }
        if (topic == null) {
            return Uni.createFrom().voidItem();
        }
        Integer[] partitions = newest.keySet().toArray(Integer[]::new);
        OffsetDateTime[] times = newest.values().stream()
                .map(time -> time.atOffset(ZoneOffset.UTC))
                .toArray(OffsetDateTime[]::new);
        return postgres.preparedQuery(HEARD)
                .execute(Tuple.of(topic, partitions, times))
                .replaceWithVoid();
    }
}
