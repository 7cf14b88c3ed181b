package io.latchkey.token.cache;

import static io.latchkey.token.Told.verdictAt;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A change that is committed and noted, and whose writing to Redis was lost with a connection. */
@QuarkusTest
@WithTestResource(Servers.class)
class UnwrittenChangeTest {
    private static final int ROUNDS = 5;

    private final UUID workspace = UUID.randomUUID();

    @Inject
    Pool postgres;

    @Test
    void isThereBeforeALaterRevisionOfItsWorkspaceIs() {
        Holder other = Told.user();
        for (int i = 0; i < ROUNDS; i++) {
            Holder holder = Told.user();
            long given =
                    new Member(workspace, holder.account()).permissions("rules").tell();
            assertThat(verdictAt(given, holder.token(), workspace, "rules", null))
                    .isEqualTo("allowed");
            losesItsRights(holder, Told.next());

            long later =
                    new Member(workspace, other.account()).permissions("zones").tell();

            assertThat(verdictAt(later, holder.token(), workspace, "rules", null))
                    .isEqualTo("missing_permission");
        }
    }

    private void losesItsRights(Holder holder, long revision) {
        postgres.preparedQuery(
                        "update scope set permissions = '{}', revision = $3 where account = $1 and workspace = $2")
                .execute(Tuple.of(holder.account(), workspace, revision))
                .await()
                .indefinitely();
        postgres.preparedQuery("insert into cache_pending (account, workspace) values ($1, $2)")
                .execute(Tuple.of(holder.account(), workspace))
                .await()
                .indefinitely();
    }
}
