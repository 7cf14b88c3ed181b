package io.latchkey.token.cache;

import static io.latchkey.token.Told.verdict;
import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A Redis that has lost what this instance wrote, as a replica may have, while its lease goes on. */
@QuarkusTest
@WithTestResource(Servers.class)
class OwnWritesTest {
    private final UUID workspace = UUID.randomUUID();

    @Inject
    RedisDataSource redis;

    @Test
    void whatThisInstanceHasWrittenIsNeverReadBackOlder() {
        Holder revoked = Told.user();
        Holder holder = Told.user();
        long given = new Member(workspace, holder.account())
                .permissions("rules", "zones")
                .tell();
        assertThat(verdictAt(given, holder.token(), workspace, "rules", null)).isEqualTo("allowed");
        assertThat(verdict(revoked.token(), null, null, null)).isEqualTo("allowed");
        Map<String, Map<String, String>> before = tokens();
        given().auth()
                .oauth2(TestIssuer.session(revoked.account()))
                .delete("/v1/tokens/" + revoked.tokenId())
                .then()
                .statusCode(204);
        long taken =
                new Member(workspace, holder.account()).permissions("zones").tell();
        assertThat(verdictAt(taken, holder.token(), workspace, "rules", null)).isEqualTo("missing_permission");

        before.forEach((key, fields) -> redis.hash(String.class).hset(key, fields));

        assertThat(verdict(revoked.token(), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("missing_permission");
        assertThat(verdict(holder.token(), workspace, "zones", null)).isEqualTo("allowed");
    }

    @Test
    void whatThisInstanceHasMadeIsNeverMissing() {
        Set<String> others = tokens().keySet();
        Holder holder = Told.user();
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");

        tokens().keySet().stream().filter(key -> !others.contains(key)).forEach(redis.key()::del);

        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    private Map<String, Map<String, String>> tokens() {
        Map<String, Map<String, String>> tokens = new HashMap<>();
        for (String key : redis.key().keys("t:*")) {
            tokens.put(key, redis.hash(String.class).hgetall(key));
        }
        return tokens;
    }
}
