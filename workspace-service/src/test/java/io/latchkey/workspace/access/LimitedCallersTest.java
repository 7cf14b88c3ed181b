package io.latchkey.workspace.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An owner's token with limits: it may what they may, within those. */
@QuarkusTest
@WithTestResource(Servers.class)
class LimitedCallersTest {
    private Person ada;

    @BeforeEach
    void anOwner() {
        ada = Platform.register();
    }

    private RequestSpecification limitedTo(Map<String, Object> limits) {
        return given().auth()
                .oauth2(TestIssuer.forged(ada.account(), Map.of(), limits))
                .contentType(ContentType.JSON);
    }

    private RequestSpecification permitted(String permissions) {
        return limitedTo(Map.of("limit_permissions", permissions));
    }

    @Test
    void permissionsItIsNotLimitedToAreMissing() {
        permitted("devices").get(ada.in("/members")).then().statusCode(403);
        permitted("devices")
                .body(Map.of("name", "Boiler"))
                .post(ada.in("/devices"))
                .then()
                .statusCode(201);
    }

    @Test
    void itGivesNothingBeyondItsLimits() {
        permitted("members reports")
                .body(Map.of("name", "Robot", "permissions", List.of("billing")))
                .post(ada.in("/api-users"))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:beyond-own-rights"));
        permitted("members reports")
                .body(Map.of("name", "Robot", "permissions", List.of("reports")))
                .post(ada.in("/api-users"))
                .then()
                .statusCode(201);
    }

    @Test
    void anOwnersTokenWithLimitsIsNoOwner() {
        permitted("basics members").delete(ada.in("")).then().statusCode(403);
        permitted("basics members")
                .body(Map.of("name", "Second"))
                .post("/v1/workspaces")
                .then()
                .statusCode(403);
        permitted("basics members")
                .delete(ada.in("/members/" + ada.account()))
                .then()
                .statusCode(403);
    }

    @Test
    void workspacesItIsNotLimitedToLookMissing() {
        String second = ada.post("/v1/workspaces", Map.of("name", "Second"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Map<String, Object> limits = Map.of("limit_workspaces", second);

        limitedTo(limits).get(ada.in("")).then().statusCode(404);
        limitedTo(limits).get("/v1/workspaces/" + second).then().statusCode(200);
        limitedTo(limits).get("/v1/workspaces").then().body("items.id", contains(second));
    }

    @Test
    void devicesItIsNotLimitedToLookMissing() {
        UUID given = ada.addDevice("Boiler");
        UUID other = ada.addDevice("Pump");
        Map<String, Object> limits = Map.of("limit_devices", given.toString());

        limitedTo(limits)
                .get(ada.in("/devices"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(given.toString()));
        limitedTo(limits).get(ada.in("/devices/" + other)).then().statusCode(404);
        limitedTo(limits)
                .body(Map.of("name", "Mine"))
                .patch(ada.in("/devices/" + other))
                .then()
                .statusCode(404);
        limitedTo(limits).delete(ada.in("/devices/" + other)).then().statusCode(404);
        limitedTo(limits)
                .body(Map.of("name", "Third"))
                .post(ada.in("/devices"))
                .then()
                .statusCode(403);
        limitedTo(limits).body(robotOn(other)).post(ada.in("/api-users")).then().statusCode(403);
        limitedTo(limits).body(robotOn(given)).post(ada.in("/api-users")).then().statusCode(201);
        limitedTo(limits)
                .body(Map.of("name", "Renamed"))
                .patch(ada.in("/devices/" + given))
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> robotOn(UUID device) {
        return Map.of(
                "name",
                "Robot on " + device,
                "devices",
                Map.of("ids", List.of(device)),
                "devicePermissions",
                List.of("device:edit"));
    }
}
