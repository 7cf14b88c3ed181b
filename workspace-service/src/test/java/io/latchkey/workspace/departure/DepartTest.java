package io.latchkey.workspace.departure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class DepartTest {
    private static final Map<String, Object> OBSERVER = Map.of("roles", List.of("observer"));

    private static void delete(Person person) {
        TestEvents.send(
                TestEvents.ACCOUNTS, person.account().toString(), TestEvents.ACCOUNT, """
                {"account": "%s", "kind": "user", "status": "deleted", "displayName": "Deleted account", "revision": 1000}
                """.formatted(person.account()));
    }

    private static String organization(Person person) {
        return person.request().get("/v1/organizations").path("items[0].id");
    }

    private static void isTold(UUID workspace, String key, String what) {
        assertThat(TestEvents.read(
                        TestEvents.ACCESS,
                        event -> event.key().equals(key) && event.value().contains(what)))
                .as("%s of %s", what, workspace)
                .isNotEmpty();
    }

    @Test
    void workspacesOfTheirsInWhichNobodyElseIsEnd() {
        Person ada = Platform.register();
        String apiUser = ada.post(ada.in("/api-users"), Map.of("name", "Robot"))
                .then()
                .statusCode(201)
                .extract()
                .path("account");

        delete(ada);

        isTold(ada.workspace(), ada.workspace().toString(), "\"status\":\"deleted\"");
        isTold(ada.workspace(), ada.workspace() + "/" + apiUser, "\"status\":\"removed\"");
        isTold(ada.workspace(), ada.workspace() + "/" + ada.account(), "\"status\":\"removed\"");
    }

    @Test
    void theyLeaveWorkspacesOfOthersAndAdministerNothing() {
        Person ada = Platform.register();
        Person grace = Platform.register();
        ada.add(grace, OBSERVER);
        ada.post(
                        "/v1/organizations/" + organization(ada) + "/administrators",
                        Map.of("email", grace.email(), "permissions", List.of("org:members")))
                .then()
                .statusCode(201);
        ada.post(ada.in("/teams"), Map.of("name", "Night shift", "members", List.of(grace.account())))
                .then()
                .statusCode(201);

        delete(grace);

        isTold(ada.workspace(), ada.workspace() + "/" + grace.account(), "\"status\":\"removed\"");
        await().untilAsserted(() -> ada.request()
                .get(ada.in("/members"))
                .then()
                .body("items.account", contains(ada.account().toString())));
        ada.request()
                .get("/v1/organizations/" + organization(ada) + "/administrators")
                .then()
                .body("items", empty());
        ada.request().get(ada.in("/teams")).then().body("items[0].members", empty());
        ada.request().get(ada.in("/audit-log")).then().body("items.action", hasItem("member.left"));
    }

    @Test
    void anOrganizationThatOthersAreInGoesOn() {
        Person ada = Platform.register();
        Person grace = Platform.register();
        ada.add(grace, Map.of("roles", List.of("administrator")));
        ada.request().get("/v1/organizations/shared").then().body("items.id", contains(organization(ada)));

        delete(ada);

        isTold(ada.workspace(), ada.workspace() + "/" + ada.account(), "\"revision\"");
        await().untilAsserted(() -> grace.request()
                .get(ada.in("/members"))
                .then()
                .statusCode(200)
                .body("items.account", contains(grace.account().toString())));
    }

    @Test
    void onlyPeopleMakeAnOrganizationShared() {
        Person ada = Platform.register();
        Person grace = Platform.register();
        ada.post(ada.in("/api-users"), Map.of("name", "Robot")).then().statusCode(201);

        ada.request().get("/v1/organizations/shared").then().statusCode(200).body("items", empty());

        ada.post(
                        "/v1/organizations/" + organization(ada) + "/administrators",
                        Map.of("email", grace.email(), "permissions", List.of("org:members")))
                .then()
                .statusCode(201);
        ada.request().get("/v1/organizations/shared").then().body("items", hasSize(1));
        grace.request().get("/v1/organizations/shared").then().body("items", empty());
    }

    @Test
    void membershipsShowWhatOneHoldsInEachWorkspace() {
        Person ada = Platform.register();
        Person grace = Platform.register();
        grace.add(ada, OBSERVER);

        ada.request()
                .get("/v1/memberships")
                .then()
                .statusCode(200)
                .body("items.workspace", hasItem(grace.workspace().toString()))
                .body("items.find { it.workspace == '" + grace.workspace() + "' }.roles", contains("observer"))
                .body("items.find { it.workspace == '" + ada.workspace() + "' }.effective.permissions", not(empty()));
        String next = ada.request().get("/v1/memberships?limit=1").path("next");
        ada.request()
                .get("/v1/memberships?limit=1&after=" + next)
                .then()
                .body("items", hasSize(1))
                .body("next", equalTo(null));
        given().get("/v1/memberships").then().statusCode(401);
    }
}
