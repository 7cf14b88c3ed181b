package io.latchkey.workspace;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** A platform with people in it, as component tests need it. */
public final class Platform {
    private static final String EXAMPLE_ACCOUNT = "0190a5a0-6b7e-7c4e-9d3a-1f2e3d4c5b01";

    static {
        // Machines may be slow; what never comes fails all the same.
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private Platform() {}

    /** Somebody who has registered; their first workspace is there. */
    public record Person(UUID account, String email, UUID workspace) {
        public RequestSpecification request() {
            return given().auth().oauth2(TestIssuer.session(account)).contentType(ContentType.JSON);
        }

        public Response post(String path, Object body) {
            return request().body(body).post(path);
        }

        public Response patch(String path, Object body) {
            return request().body(body).patch(path);
        }

        public String in(String rest) {
            return "/v1/workspaces/" + workspace + rest;
        }

        public UUID addDevice(String name) {
            return UUID.fromString(post(in("/devices"), Map.of("name", name))
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("id"));
        }

        /** Invites somebody known, who joins at once. */
        public void add(Person other, Map<String, Object> rights) {
            Map<String, Object> body = new java.util.HashMap<>(rights);
            body.put("email", other.email());
            post(in("/invitations"), body).then().statusCode(201);
        }
    }

    public static void tellOfAccount(UUID account, String email, String name) {
        TestEvents.send(
                TestEvents.ACCOUNTS,
                account.toString(),
                TestEvents.ACCOUNT,
                TestEvents.example(
                        "account.v1",
                        Map.of(EXAMPLE_ACCOUNT, account.toString(), "ada@example.com", email, "Ada Lovelace", name)));
    }

    public static Person register() {
        UUID account = UUID.randomUUID();
        return register(account, account + "@example.com");
    }

    public static Person register(UUID account, String email) {
        tellOfAccount(account, email, "Ada");
        await().untilAsserted(() -> given().auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/organizations")
                .then()
                .statusCode(200)
                .body("items", hasSize(1)));
        String organization = given().auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/organizations")
                .path("items[0].id");
        List<Map<String, String>> workspaces = given().auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/workspaces")
                .path("items");
        String workspace = workspaces.stream()
                .filter(one -> one.get("organization").equals(organization))
                .map(one -> one.get("id"))
                .findFirst()
                .orElseThrow();
        return new Person(account, email, UUID.fromString(workspace));
    }

    /** What was told of the workspace up to a revision, newest state by key. */
    public static Map<String, ConsumerRecord<String, String>> eventsUpTo(UUID workspace, long revision) {
        return TestEvents.read(
                        TestEvents.ACCESS,
                        record -> record.key().equals(workspace.toString())
                                && record.value().contains("\"revision\":" + revision))
                .stream()
                .filter(record -> record.key().startsWith(workspace.toString()))
                .collect(Collectors.toMap(ConsumerRecord::key, record -> record, (older, newer) -> newer));
    }

    public static long revision(Response response) {
        return Long.parseLong(response.getHeader("Latchkey-Revision").split("\\.")[2]);
    }
}
