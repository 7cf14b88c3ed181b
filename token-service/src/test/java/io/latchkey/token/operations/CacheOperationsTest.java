package io.latchkey.token.operations;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class CacheOperationsTest {
    @Inject
    Redis redis;

    private static RequestSpecification operator() {
        return given().auth().preemptive().basic("operator", Told.SECRET);
    }

    private static boolean isComplete() {
        return operator()
                .get("/v1/operations/cache")
                .then()
                .statusCode(200)
                .extract()
                .path("complete");
    }

    private String send(Request request) {
        return String.valueOf(
                redis.send(request).toCompletionStage().toCompletableFuture().join());
    }

    private String get(String key) {
        return send(Request.cmd(Command.GET).arg(key));
    }

    @Test
    void whatHasGoneMissingInRedisIsThereAgain() {
        Holder user = Told.user();
        await().until(CacheOperationsTest::isComplete);
        String before = get("{epoch}generation");
        Set<String> all = tokens();
        for (String key : all) {
            send(Request.cmd(Command.DEL).arg(key));
        }
        assertThat(tokens()).doesNotContainAnyElementsOf(all);

        operator().post("/v1/operations/cache/refill").then().statusCode(202);

        await().until(() -> !get("{epoch}generation").equals(before) && isComplete());
        // For an older version beside this one.
        assertThat(get("generation")).isEqualTo(get("{epoch}generation"));
        assertThat(tokens()).containsAll(all);
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void whatDiffersInRedisIsPutRightAndCounted() {
        await().until(CacheOperationsTest::isComplete);
        Set<String> others = tokens();
        Holder user = Told.user();
        Set<String> mine = tokens();
        mine.removeAll(others);
        String key = mine.iterator().next();
        String meta = meta(key);
        // Other tests have set Redis back.
        reconciled().body("compared", greaterThan(0));
        send(Request.cmd(Command.HDEL).arg(key).arg("m"));
        String stranger = "t:" + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        send(Request.cmd(Command.HSET).arg(stranger).arg("m").arg(meta));

        // One that was written by nobody of ours, as if it were newer than everything.
        Told.user();
        Set<String> theirs = tokens();
        theirs.removeAll(others);
        theirs.removeAll(Set.of(key, stranger));
        String other = theirs.iterator().next();
        send(Request.cmd(Command.HSET).arg(other).arg("m").arg("9" + meta(other)));

        reconciled().body("differences", equalTo(3));

        assertThat(meta(key)).isEqualTo(meta);
        assertThat(send(Request.cmd(Command.EXISTS).arg(stranger))).isEqualTo("0");
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
        reconciled().body("differences", equalTo(0));
    }

    private Set<String> tokens() {
        return new HashSet<>(List.of(send(Request.cmd(Command.KEYS).arg("t:*"))
                .replaceAll("[\\[\\]]", "")
                .split(", ")));
    }

    private String meta(String key) {
        return send(Request.cmd(Command.HGET).arg(key).arg("m"));
    }

    private static ValidatableResponse reconciled() {
        return operator().post("/v1/operations/cache/reconciliation").then().statusCode(200);
    }

    @Test
    void isForOperators() {
        given().post("/v1/operations/cache/refill").then().statusCode(401);
        given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .post("/v1/operations/cache/refill")
                .then()
                .statusCode(403);
        given().get("/v1/operations/cache").then().statusCode(401);
    }
}
