package io.latchkey.workspace.operations;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class OperationsTest {
    @Inject
    Pool postgres;

    private static RequestSpecification operator() {
        return given().auth()
                .preemptive()
                .basic("operator", Servers.OPERATOR_SECRET)
                .contentType(ContentType.JSON);
    }

    private static List<String> all(String path) {
        List<String> found = new ArrayList<>();
        String next = "";
        do {
            Response page = operator().get(path + "limit=20" + next);
            page.then().statusCode(200);
            found.addAll(page.path("items.collect { it.toString() }"));
            next = page.path("next") == null ? null : "&after=" + page.path("next");
        } while (next != null);
        return found;
    }

    @Test
    void aReplayTellsAllOfAWorkspaceOnceMore() {
        Person owner = Platform.register();
        Person guest = Platform.register();
        owner.add(guest, Map.of("roles", List.of("observer")));
        UUID device = owner.addDevice("Pump");

        Response replayed = operator().post("/v1/operations/workspaces/" + owner.workspace() + "/replay");

        replayed.then().statusCode(204);
        assertThat(eventsUpTo(owner.workspace(), revision(replayed)).values())
                .filteredOn(event -> event.value().contains("\"revision\":" + revision(replayed)))
                .extracting(event -> event.key())
                .contains(
                        owner.workspace() + "/" + owner.account(),
                        owner.workspace() + "/" + guest.account(),
                        owner.workspace() + "/device/" + device,
                        owner.workspace().toString());
        owner.request()
                .get(owner.in("/audit-log?action=workspace.replayed"))
                .then()
                .body("items.after.operator", contains("operator"));
        assertThat(all("/v1/operations/workspaces?")).contains(owner.workspace().toString());
    }

    @Test
    void aWorkspaceIsToldAnewInItsTurnAndNobodyReadsOfItInTheAuditLog() {
        Person owner = Platform.register();
        UUID device = owner.addDevice("Valve");
        Number before = owner.request().get(owner.in("")).path("revision");

        postgres.preparedQuery("update workspace set told_at = now() - interval '8 days' where id = $1")
                .execute(Tuple.of(owner.workspace()))
                .await()
                .atMost(Duration.ofSeconds(20));

        long retold = before.longValue() + 1;
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> owner.request().get(owner.in("")).then().body("revision", equalTo((int) retold)));
        Map<String, ConsumerRecord<String, String>> told = eventsUpTo(owner.workspace(), retold);
        assertThat(List.of(
                        owner.workspace() + "/" + owner.account(),
                        owner.workspace() + "/device/" + device,
                        owner.workspace().toString()))
                .allSatisfy(
                        key -> assertThat(told.get(key).value()).contains("\"revision\":" + retold, "\"retold\":true"));
        owner.request()
                .get(owner.in("/audit-log?action=workspace.replayed"))
                .then()
                .body("items", empty());
    }

    @Test
    void everyAuditLogIsVerified() {
        Person owner = Platform.register();
        Person other = Platform.register();
        postgres.preparedQuery("update audit_entry set action = 'member.left' where log = $1 and number = 1")
                .execute(Tuple.of(other.workspace()))
                .await()
                .atMost(Duration.ofSeconds(20));

        List<String> logs = all("/v1/operations/audit-logs?");

        assertThat(logs).anyMatch(log -> log.contains(owner.workspace().toString()) && log.contains("intact:true"));
        assertThat(logs)
                .anyMatch(log -> log.contains(other.workspace().toString())
                        && log.contains("intact:false")
                        && log.contains("brokenAt:1"));
    }

    @Test
    void anOrganizationIsGivenAnotherOwner() {
        Person owner = Platform.register();
        Person heir = Platform.register();
        String organization = owner.request().get(owner.in("")).path("organization");
        String path = "/v1/operations/organizations/" + organization + "/owner";

        operator().body(Map.of("email", heir.email())).put(path).then().statusCode(204);

        heir.request()
                .get("/v1/organizations/" + organization)
                .then()
                .body("owner", equalTo(heir.account().toString()));
        heir.request().get(owner.in("")).then().statusCode(200);
        heir.request()
                .get("/v1/organizations/" + organization + "/audit-log")
                .then()
                .body("items.action", hasItem("ownership.accepted"));
        operator().body(Map.of("email", heir.email())).put(path).then().statusCode(409);
        operator().body(Map.of("email", "nobody@example.com")).put(path).then().statusCode(400);
        operator()
                .body(Map.of("email", heir.email()))
                .put("/v1/operations/organizations/" + UUID.randomUUID() + "/owner")
                .then()
                .statusCode(404);
    }

    @Test
    void isForOperators() {
        Person owner = Platform.register();
        for (RequestSpecification nobody : List.of(given(), owner.request())) {
            nobody.post("/v1/operations/workspaces/" + owner.workspace() + "/replay")
                    .then()
                    .statusCode(401);
        }
        given().get("/v1/operations/audit-logs").then().statusCode(401);
        given().get("/v1/operations/workspaces").then().statusCode(401);
        given().contentType(ContentType.JSON)
                .body(Map.of("email", owner.email()))
                .put("/v1/operations/organizations/" + UUID.randomUUID() + "/owner")
                .then()
                .statusCode(401);
        operator()
                .post("/v1/operations/workspaces/" + UUID.randomUUID() + "/replay")
                .then()
                .statusCode(404);
    }
}
