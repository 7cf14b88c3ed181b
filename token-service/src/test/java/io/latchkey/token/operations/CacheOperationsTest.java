package io.latchkey.token.operations;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Inject;
import java.util.List;
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

    @Test
    void whatHasGoneMissingInRedisIsThereAgain() {
        Holder user = Told.user();
        await().until(CacheOperationsTest::isComplete);
        String before = send(Request.cmd(Command.GET).arg("{epoch}generation"));
        for (String key : List.of(send(Request.cmd(Command.KEYS).arg("t:*"))
                .replaceAll("[\\[\\]]", "")
                .split(", "))) {
            send(Request.cmd(Command.DEL).arg(key));
        }
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("unknown");

        operator().post("/v1/operations/cache/refill").then().statusCode(202);

        await().until(() ->
                !send(Request.cmd(Command.GET).arg("{epoch}generation")).equals(before) && isComplete());
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
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
