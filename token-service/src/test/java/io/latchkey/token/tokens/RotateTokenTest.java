package io.latchkey.token.tokens;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class RotateTokenTest {
    @Inject
    AnswerOnce answerOnce;

    @Inject
    Pool pool;

    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private Response rotate(UUID token, String body) {
        return Told.as(holder).body(body).post("/v1/tokens/" + token + "/rotate");
    }

    private static UUID id(Response created) {
        return UUID.fromString(created.path("id"));
    }

    @Test
    void bothAreGoodWhileTheOverlapLastsAndTheOldOneEndsWhenTheNewOneIsUsed() {
        Response rotated = rotate(holder.tokenId(), "{\"overlap\": \"PT1H\"}");

        rotated.then()
                .statusCode(201)
                .header("Cache-Control", "no-store")
                .header("Latchkey-Revision", notNullValue())
                .body("id", not(equalTo(holder.tokenId().toString())))
                .body("name", equalTo("Personal token"))
                .body("expiresAt", nullValue());
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
        Told.as(holder)
                .get("/v1/tokens/" + holder.tokenId())
                .then()
                .body("status", equalTo("active"), "rotatedTo", equalTo(rotated.path("id")));
        await().during(Duration.ofMillis(1500))
                .until(() -> verdict(holder.token(), null, null, null).equals("allowed"));

        assertThat(verdict(rotated.path("value"), null, null, null)).isEqualTo("allowed");

        await().until(() -> verdict(holder.token(), null, null, null).equals("expired"));
        assertThat(verdict(rotated.path("value"), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void withoutAnOverlapTheOldOneEndsBeforeTheAnswer() {
        Response rotated = rotate(holder.tokenId(), "{\"overlap\": \"PT0S\"}");

        rotated.then().statusCode(201);
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("expired");
        assertThat(verdict(rotated.path("value"), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void aRotatedOutTokenThatIsUsedIsToldOfOnceAndNothingElseHappens() {
        String successor = rotate(holder.tokenId(), "{\"overlap\": \"PT0S\"}").path("value");

        for (int i = 0; i < 3; i++) {
            assertThat(verdict(holder.token(), null, null, null)).isEqualTo("expired");
        }

        String key = holder.tokenId() + "/rotated-out-used";
        assertThat(TestEvents.read(TestEvents.TOKENS, record -> record.key().equals(key)))
                .filteredOn(record -> record.key().equals(key))
                .singleElement()
                .satisfies(record -> assertThat(record.value())
                        .contains(holder.tokenId().toString(), holder.account().toString()));
        assertThat(verdict(successor, null, null, null)).isEqualTo("allowed");
        assertThat(given().get("/metrics").asString()).contains("latchkey_tokens_rotated_out_used_total");
    }

    @Test
    void limitsAndTheLifetimeGoOnInTheNewOne() {
        Instant expiry = Instant.now().plus(Duration.ofDays(30));
        Response made = Told.as(holder)
                .body(Map.of(
                        "name",
                        "CI",
                        "description",
                        "builds",
                        "expiresAt",
                        expiry.toString(),
                        "limits",
                        Map.of("networks", List.of("198.51.100.0/24"))))
                .post("/v1/tokens");

        Response rotated = rotate(id(made), "{}");

        rotated.then().statusCode(201).body("description", equalTo("builds"));
        assertThat(rotated.<List<String>>path("limits.networks")).containsExactly("198.51.100.0/24");
        assertThat(Instant.parse(rotated.path("expiresAt"))).isBetween(expiry.minusSeconds(60), expiry.plusSeconds(60));
        assertThat(verdict(rotated.path("value"), null, null, null)).isEqualTo("wrong_network");
    }

    @Test
    void aTokenIsRotatedOnceAndAnEndedOneNotAtAll() {
        UUID second = id(rotate(holder.tokenId(), "{}"));

        rotate(holder.tokenId(), "{}").then().statusCode(409);
        Told.as(holder).delete("/v1/tokens/" + second).then().statusCode(204);
        rotate(second, "{}").then().statusCode(409);
    }

    @Test
    void theSameRequestWithTheSameKeyGetsTheSameToken() {
        Response first = withKey("a-1", "{\"overlap\": \"PT1H\"}");
        Response again = withKey("a-1", "{\"overlap\": \"PT1H\"}");

        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(again.<String>path("value")).isEqualTo(first.path("value"));
        withKey("a-1", "{\"overlap\": \"PT2H\"}").then().statusCode(409);
        withKey("a-2", "{\"overlap\": \"PT1H\"}").then().statusCode(409);
        withKey("x".repeat(256), "{}").then().statusCode(400);
    }

    private Response withKey(String key, String body) {
        return Told.as(holder)
                .header("Idempotency-Key", key)
                .body(body)
                .post("/v1/tokens/" + holder.tokenId() + "/rotate");
    }

    @Test
    void whatWasMadeIsAnsweredAgainThoughItHasEndedMeanwhile() {
        Instant soon = Instant.now().plusSeconds(2);
        Response made = made("ends", soon);
        made.then().statusCode(201);
        await().until(() -> Instant.now().isAfter(soon));

        assertThat(id(made("ends", soon))).isEqualTo(id(made));
        made("late", soon).then().statusCode(400).body("violations[0].field", equalTo("expiresAt"));
    }

    private Response made(String key, Instant expiry) {
        return Told.as(holder)
                .header("Idempotency-Key", key)
                .body(Map.of("name", "x", "expiresAt", expiry.toString()))
                .post("/v1/tokens");
    }

    @Test
    void anotherCallersKeyIsNotMine() {
        String mine = Told.as(holder)
                .header("Idempotency-Key", "same")
                .body("{\"name\": \"x\"}")
                .post("/v1/tokens")
                .path("id");
        Holder other = Told.user();
        String theirs = given().auth()
                .oauth2(TestIssuer.session(other.account()))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "same")
                .body("{\"name\": \"x\"}")
                .post("/v1/tokens")
                .path("id");

        assertThat(mine).isNotNull().isNotEqualTo(theirs);
    }

    @Test
    void aKeyIsForgottenAfterADay() throws Throwable {
        UUID second = id(Told.as(holder)
                .header("Idempotency-Key", "old")
                .body("{\"name\": \"x\"}")
                .post("/v1/tokens"));
        pool.preparedQuery("update answered_request set created_at = now() - interval '25 hours' where caller = $1")
                .execute(Tuple.of(holder.account()))
                .toCompletionStage()
                .toCompletableFuture()
                .join();

        VertxContextSupport.subscribeAndAwait(answerOnce::forgetOld);

        UUID third = id(Told.as(holder)
                .header("Idempotency-Key", "old")
                .body("{\"name\": \"x\"}")
                .post("/v1/tokens"));
        assertThat(third).isNotEqualTo(second);
    }

    @Test
    void ofManyAtOnceOneRotatesAndWithOneKeyAllGetIt() throws Exception {
        UUID other = id(Told.as(holder).body("{\"name\": \"other\"}").post("/v1/tokens"));

        Set<Integer> statuses = new HashSet<>();
        for (Response answer : atOnce(() -> rotate(other, "{}"))) {
            statuses.add(answer.statusCode());
        }
        Set<String> values = new HashSet<>();
        for (Response answer : atOnce(() -> withKey("race", "{}"))) {
            values.add(answer.path("value"));
        }

        assertThat(statuses).containsExactlyInAnyOrder(201, 409);
        assertThat(values).hasSize(1).doesNotContainNull();
    }

    private static List<Response> atOnce(Callable<Response> request) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Response> answers = new java.util.ArrayList<>();
            for (Future<Response> answer : executor.invokeAll(java.util.Collections.nCopies(6, request))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    @Test
    void anApiUsersAutomaticTokenIsReplacedByAnAdministrator() {
        UUID workspace = UUID.randomUUID();
        new Member(workspace, holder.account()).permissions("members", "rules").tell();
        UUID robot = UUID.randomUUID();
        Told.account(robot, "api-user", "active", Told.next());
        new Member(workspace, robot).apiUser().permissions("rules").tell();
        Holder apiUser = Told.holder(robot, TestIssuer.session(holder.account()));

        String value = rotate(apiUser.tokenId(), "{\"overlap\": \"PT0S\"}")
                .then()
                .statusCode(201)
                .extract()
                .path("value");

        assertThat(value).startsWith("lk_api_");
        assertThat(verdict(value, workspace, "rules", null)).isEqualTo("allowed");
    }

    @Test
    void strangersAndTokensThemselvesDoNotRotate() {
        given().auth()
                .oauth2(TestIssuer.session(Told.user().account()))
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/tokens/" + holder.tokenId() + "/rotate")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(TestIssuer.swapped(holder.account(), "user"))
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/tokens/" + holder.tokenId() + "/rotate")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"overlap\": \"P31D\"}",
                "{\"overlap\": \"-PT1S\"}",
                "{\"overlap\": \"soon\"}",
                "{\"expiresAt\": \"2020-01-01T00:00:00Z\"}",
                "{\"name\": \"x\"}"
            })
    void whatMakesNoSenseIsRefused(String body) {
        rotate(holder.tokenId(), body).then().statusCode(400);
    }
}
