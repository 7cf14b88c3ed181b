package io.latchkey.workspace.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.local.tests.AnotherTransaction;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class IdempotencyTest {
    @Inject
    DataSource database;

    private final String key = UUID.randomUUID().toString();
    private Person owner;

    @BeforeEach
    void register() {
        owner = Platform.register();
    }

    private Response post(String path, String key, Map<String, Object> body) {
        return owner.request().header("Idempotency-Key", key).body(body).post(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"devices", "roles", "teams", "api-users"})
    void theSameRequestIsDoneOnceAndAnsweredAlike(String things) {
        Response first = post(owner.in("/" + things), key, Map.of("name", "Pump"));

        Response second = post(owner.in("/" + things), key, Map.of("name", "Pump"));

        first.then().statusCode(201);
        second.then().statusCode(201);
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(second.header("Latchkey-Revision")).isEqualTo(first.header("Latchkey-Revision"));
    }

    @Test
    void whatHasBegunIsFinishedThoughWhoAskedHasGoneAndIsAnsweredWhenTheyAskAgain() throws Exception {
        Map<String, Object> team = Map.of("name", "Night");
        try (AnotherTransaction other = new AnotherTransaction(database)) {
            other.executes("select 1 from workspace where id = ? for update", owner.workspace());
            assertThatThrownBy(() -> impatiently(owner.in("/teams"), team)).isInstanceOf(HttpTimeoutException.class);

            // The connection has been closed, which the service notices at once, and cares nothing for.
            await().during(Duration.ofMillis(500)).until(other::isAwaited);
            other.commitsOnceAwaited();
        }
        await().untilAsserted(
                        () -> owner.request().get(owner.in("/teams")).then().body("items", hasSize(1)));

        Response again = post(owner.in("/teams"), key, team);

        again.then().statusCode(201);
        owner.request()
                .get(owner.in("/teams"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(again.path("id")));
    }

    private void impatiently(String path, Map<String, Object> body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(URI.create(RestAssured.baseURI + ":" + RestAssured.port + path))
                            .timeout(Duration.ofSeconds(1))
                            .header("Authorization", "Bearer " + TestIssuer.session(owner.account()))
                            .header("Content-Type", "application/json")
                            .header("Idempotency-Key", key)
                            .POST(BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body)))
                            .build(),
                    BodyHandlers.discarding());
        }
    }

    @Test
    void holdsForInvitationsWorkspacesAndAdministratorsToo() {
        Person guest = Platform.register();
        Map<String, Object> invitation = Map.of("email", guest.email(), "permissions", List.of("reports"));
        Response joined = post(owner.in("/invitations"), "i" + key, invitation);
        assertThat(post(owner.in("/invitations"), "i" + key, invitation).asString())
                .isEqualTo(joined.then().statusCode(201).extract().asString());

        post("/v1/workspaces", "w" + key, Map.of("name", "Second")).then().statusCode(201);
        post("/v1/workspaces", "w" + key, Map.of("name", "Second")).then().statusCode(201);
        owner.request().get("/v1/workspaces").then().body("items", hasSize(2));

        String organization = owner.request().get(owner.in("")).path("organization");
        Map<String, Object> administrator = Map.of("email", guest.email(), "permissions", List.of("org:billing"));
        String path = "/v1/organizations/" + organization + "/administrators";
        post(path, "a" + key, administrator).then().statusCode(201);
        post(path, "a" + key, administrator).then().statusCode(201);
    }

    @Test
    void anotherRequestWithTheSameKeyIsRefused() {
        post(owner.in("/devices"), key, Map.of("name", "Pump")).then().statusCode(201);

        post(owner.in("/devices"), key, Map.of("name", "Valve"))
                .then()
                .statusCode(409)
                .body("detail", containsString("another request"));
        post(owner.in("/roles"), key, Map.of("name", "Pump")).then().statusCode(409);
    }

    @Test
    void aKeyIsItsCallersOwn() {
        post(owner.in("/devices"), key, Map.of("name", "Pump")).then().statusCode(201);
        Person other = Platform.register();

        other.request()
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Valve"))
                .post(other.in("/devices"))
                .then()
                .statusCode(201)
                .body("name", equalTo("Valve"));
    }

    @Test
    void whatWasRefusedHasUsedUpNothing() {
        post(owner.in("/roles"), key, Map.of("name", "owner")).then().statusCode(409);

        post(owner.in("/roles"), key, Map.of("name", "Night")).then().statusCode(201);
    }

    @Test
    void whoMayNoMoreIsToldNothing() {
        Person guest = Platform.register();
        owner.add(guest, Map.of("permissions", List.of("devices")));
        guest.request()
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Pump"))
                .post(owner.in("/devices"))
                .then()
                .statusCode(201);
        owner.request().delete(owner.in("/members/" + guest.account())).then().statusCode(204);

        guest.request()
                .header("Idempotency-Key", key)
                .body(Map.of("name", "Pump"))
                .post(owner.in("/devices"))
                .then()
                .statusCode(404);
    }

    @Test
    void ofManyAtOnceOneIsDone() throws Exception {
        Set<Integer> statuses;
        try (var pool = Executors.newFixedThreadPool(4)) {
            List<Callable<Integer>> requests = IntStream.range(0, 8)
                    .<Callable<Integer>>mapToObj(i -> () -> post(owner.in("/devices"), key, Map.of("name", "Pump"))
                            .statusCode())
                    .toList();
            statuses = pool.invokeAll(requests).stream()
                    .map(IdempotencyTest::result)
                    .collect(Collectors.toSet());
        }

        // A repeated one that comes before the first's answer is written down is told to look.
        assertThat(statuses).contains(201).isSubsetOf(201, 409);
        owner.request().get(owner.in("/devices")).then().body("items", hasSize(1));
    }

    private static int result(Future<Integer> request) {
        try {
            return request.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aDryRunUsesUpNothing() {
        post(owner.in("/devices?dryRun=true"), key, Map.of("name", "Pump"))
                .then()
                .statusCode(200);

        post(owner.in("/devices"), key, Map.of("name", "Pump")).then().statusCode(201);
    }

    @Test
    void aKeyIsPlain() {
        post(owner.in("/devices"), "x".repeat(256), Map.of("name", "Pump"))
                .then()
                .statusCode(400);
    }
}
