package io.latchkey.workspace.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A slow transaction's event has a lower number than one that has been published already. */
@QuarkusTest
@WithTestResource(Servers.class)
class LateCommitTest {
    private static final String INSERT = """
            insert into outbox (topic, key, partition_key, type, payload) values ($1, $2, $2, 'test', '{}')""";

    @Inject
    Pool postgres;

    @Test
    void isPublishedOnceItIsCommitted() {
        String late = UUID.randomUUID().toString();
        String early = UUID.randomUUID().toString();
        SqlConnection slow = postgres.getConnection().await().indefinitely();
        try {
            Transaction transaction = slow.begin().await().indefinitely();
            append(slow, late);
            append(postgres, early);
            assertThat(keysUpTo(early)).doesNotContain(late);

            transaction.commit().await().indefinitely();

            assertThat(keysUpTo(late)).containsOnlyOnce(late).containsOnlyOnce(early);
        } finally {
            slow.close().await().indefinitely();
        }
    }

    private static void append(SqlClient sql, String key) {
        sql.preparedQuery(INSERT)
                .execute(Tuple.of(TestEvents.ACCESS, key))
                .await()
                .indefinitely();
    }

    private static List<String> keysUpTo(String key) {
        return TestEvents.read(TestEvents.ACCESS, event -> key.equals(event.key())).stream()
                .map(ConsumerRecord::key)
                .toList();
    }
}
