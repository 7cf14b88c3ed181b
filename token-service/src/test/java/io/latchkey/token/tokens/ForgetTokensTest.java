package io.latchkey.token.tokens;

import static io.latchkey.token.Told.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ForgetTokensTest {
    private static final Duration KEPT = Duration.ofDays(400);

    @Inject
    ForgetTokens forgetTokens;

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private Response made(Map<String, ?> asked) {
        return Told.asksForToken(holder, asked);
    }

    private void revoke(String id) {
        Told.as(holder).delete("/v1/tokens/" + id).then().statusCode(204);
    }

    private int statusOf(String id) {
        return Told.as(holder).get("/v1/tokens/" + id).statusCode();
    }

    private void since(String id, String column, int days) {
        pool.preparedQuery("update token set " + column + " = now() - make_interval(days => $1) where id = $2")
                .execute(Tuple.of(days, UUID.fromString(id)))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void forget() throws Throwable {
        VertxContextSupport.subscribeAndAwait(
                () -> forgetTokens.endedBefore(Instant.now().minus(KEPT)));
    }

    @Test
    void whatEndedLongAgoIsGoneWithItsKeyInRedisAndWhatDidNotStays() throws Throwable {
        Response longAgo = made(Map.of("name", "revoked long ago"));
        Response expired = made(Map.of(
                "name",
                "over long ago",
                "expiresAt",
                Instant.now().plusSeconds(2).toString()));
        Response lately = made(Map.of("name", "revoked lately"));
        Response lives = made(Map.of("name", "lives"));
        // A use and an answered request are gone with it.
        verdict(longAgo.path("value"), null, null, null);
        revoke(longAgo.path("id"));
        revoke(lately.path("id"));
        await().until(() -> verdict(expired.path("value"), null, null, null).equals("expired"));
        since(longAgo.path("id"), "revoked_at", 401);
        since(expired.path("id"), "expires_at", 401);
        since(lately.path("id"), "revoked_at", 399);
        long keys = redis.key().keys("t:*").size();

        forget();

        assertThat(statusOf(longAgo.path("id"))).isEqualTo(404);
        assertThat(statusOf(expired.path("id"))).isEqualTo(404);
        assertThat(verdict(longAgo.path("value"), null, null, null)).isEqualTo("unknown");
        assertThat(verdict(expired.path("value"), null, null, null)).isEqualTo("unknown");
        assertThat(statusOf(lately.path("id"))).isEqualTo(200);
        assertThat(verdict(lately.path("value"), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(lives.path("value"), null, null, null)).isEqualTo("allowed");
        assertThat(redis.key().keys("t:*")).hasSizeLessThanOrEqualTo((int) keys - 2);
    }

    @Test
    void aSuccessorWaitsForTheOneBefore() throws Throwable {
        Response before = made(Map.of("name", "rotated"));
        Response successor = Told.as(holder)
                .header("Idempotency-Key", UUID.randomUUID())
                .body("{}")
                .post("/v1/tokens/" + before.path("id") + "/rotate");
        String successorId = successor.path("id");
        revoke(before.path("id"));
        revoke(successorId);
        since(successorId, "revoked_at", 500);

        forget();
        assertThat(statusOf(successorId)).isEqualTo(200);

        since(before.path("id"), "revoked_at", 401);
        forget();
        assertThat(statusOf(before.path("id"))).isEqualTo(404);
        assertThat(statusOf(successorId)).isEqualTo(404);
    }

    @Test
    void nothingIsForgottenThatIsStillListed() {
        RetentionConfig config = () -> Optional.of(Duration.ofDays(89));

        assertThatThrownBy(() -> new ForgetTokens(config, null, null, Clock.systemUTC()))
                .hasMessageContaining("at least 90 days");
    }
}
