package io.latchkey.token.overload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(OverloadTest.Narrow.class)
@WithTestResource(Servers.class)
class OverloadTest {
    private static final int OTHERS = 2;
    private static final String BEYOND = "urn:latchkey:problem:unavailable";

    public static final class Narrow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.overload.others-at-once", String.valueOf(OTHERS));
        }
    }

    @Test
    void whatComesBeyondIsRefusedAtOnceAndChecksAreAnswered() {
        Holder user = Told.user();
        List<CompletableFuture<Response>> waiting = new ArrayList<>();
        for (int i = 0; i < OTHERS; i++) {
            waiting.add(CompletableFuture.supplyAsync(
                    OverloadTest::waitsForWhatNeverComes,
                    command -> Thread.ofVirtual().start(command)));
        }

        await().untilAsserted(() -> waitsNot()
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo(BEYOND)));
        assertThat(Told.verdict(user.token(), null, null, null)).isEqualTo("allowed");
        given().get("/health/ready").then().statusCode(200);
        given().get("/metrics").then().statusCode(200);

        waiting.forEach(CompletableFuture::join);
        await().untilAsserted(() -> waitsNot().then().body("type", equalTo("urn:latchkey:problem:not-yet")));
    }

    private static Response waitsForWhatNeverComes() {
        return Stream.generate(() -> propagation("PT8S"))
                .filter(OverloadTest::hadAPlace)
                .findFirst()
                .orElseThrow();
    }

    /** Whoever looks whether the places are taken takes one for a moment, and it may be this one's. */
    private static boolean hadAPlace(Response answer) {
        return !answer.path("type").equals(BEYOND);
    }

    private static Response waitsNot() {
        return propagation("PT0S");
    }

    private static Response propagation(String wait) {
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .queryParam("atLeast", "w." + UUID.randomUUID() + ".1")
                .queryParam("wait", wait)
                .get("/v1/propagation");
    }
}
