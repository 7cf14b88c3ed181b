package io.latchkey.workspace.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A change that thousands of events tell of is committed before a small one of somebody else. */
@QuarkusTest
@WithTestResource(Servers.class)
class CrowdTest {
    private static final int CROWD = 3000;
    private static final int OTHERS = 60;

    /** All at once, so that the relay finds all of them, and the others' behind the two crowds' rows. */
    private static final String INSERT = """
            insert into outbox (topic, key, partition_key, type, payload)
            select $1, $2::text || '/' || n, $2, 'test', '{}' from generate_series(1, $4::int) as n
            union all
            select $1, $3::text || '/' || n, $3, 'test', '{}' from generate_series(1, $4::int) as n
            union all
            select $1, $2::text || '-other-' || n, $2::text || n, 'test', '{}' from generate_series(1, $5::int) as n""";

    @Inject
    Pool postgres;

    @Test
    void letsOthersPast() {
        String crowd = UUID.randomUUID().toString();
        String second = UUID.randomUUID().toString();

        postgres.preparedQuery(INSERT)
                .execute(Tuple.of(TestEvents.ACCESS, crowd, second, CROWD, OTHERS))
                .await()
                .indefinitely();

        List<ConsumerRecord<String, String>> told =
                TestEvents.read(TestEvents.ACCESS, event -> event.key().equals(crowd + "/" + CROWD));
        List<ConsumerRecord<String, String>> ofCrowd = starting(told, crowd + "/");
        assertThat(ofCrowd).extracting(ConsumerRecord::key).containsExactlyElementsOf(keys(crowd));
        List<ConsumerRecord<String, String>> neighbours = starting(told, crowd + "-other-").stream()
                .filter(other -> other.partition() == ofCrowd.getFirst().partition())
                .toList();
        assertThat(neighbours)
                .isNotEmpty()
                .allMatch(other -> other.offset() < ofCrowd.getFirst().offset());
        assertThat(starting(
                        TestEvents.read(TestEvents.ACCESS, event -> event.key().equals(second + "/" + CROWD)),
                        second + "/"))
                .extracting(ConsumerRecord::key)
                .containsExactlyElementsOf(keys(second));
    }

    private static List<ConsumerRecord<String, String>> starting(
            List<ConsumerRecord<String, String>> told, String start) {
        return told.stream().filter(event -> event.key().startsWith(start)).toList();
    }

    private static List<String> keys(String crowd) {
        return IntStream.rangeClosed(1, CROWD).mapToObj(n -> crowd + "/" + n).toList();
    }
}
