package io.latchkey.workspace.apiusers;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ApiUsersTest {
    private Person owner;

    @BeforeEach
    void people() {
        owner = Platform.register();
    }

    private Response create(Map<String, Object> body) {
        return owner.post(owner.in("/api-users"), body);
    }

    @Test
    void createsChangesAndDeletesWithAnEventForEach() {
        UUID device = owner.addDevice("Pump");
        Response created = create(Map.of(
                "name", "Night export",
                "permissions", List.of("reports"),
                "roles", List.of("observer"),
                "devices", Map.of("all", false, "ids", List.of(device)),
                "devicePermissions", List.of("device:record"),
                "teams", List.of()));
        created.then().statusCode(201).body("name", equalTo("Night export"), "roles", hasItem("observer"));
        String account = created.path("account");
        String key = owner.workspace() + "/" + account;
        assertThat(eventsUpTo(owner.workspace(), revision(created)).get(key).value())
                .contains("\"kind\":\"api-user\"", "Night export", "dashboards", "device:record", device.toString());

        Response changed =
                owner.patch(owner.in("/api-users/" + account), Map.of("name", "Day export", "roles", List.of()));
        changed.then().statusCode(200).body("name", equalTo("Day export"), "permissions", hasItem("reports"));
        assertThat(eventsUpTo(owner.workspace(), revision(changed)).get(key).value())
                .contains("Day export")
                .doesNotContain("dashboards");

        Response deleted = owner.request().delete(owner.in("/api-users/" + account));
        deleted.then().statusCode(204);
        assertThat(eventsUpTo(owner.workspace(), revision(deleted)).get(key).value())
                .contains("\"status\":\"removed\"");
        owner.request().get(owner.in("/api-users/" + account)).then().statusCode(404);
        owner.request().get(owner.in("/api-users")).then().body("items", hasSize(0));
    }

    @Test
    void namesWhateverDoesNotExist() {
        UUID foreign = Platform.register().addDevice("Foreign");

        create(Map.of("name", "x", "permissions", List.of("reports", "flying")))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("permissions[1]"));
        create(Map.of("name", "x", "permissions", List.of("device:view")))
                .then()
                .statusCode(400);
        create(Map.of("name", "x", "devicePermissions", List.of("reports")))
                .then()
                .statusCode(400);
        create(Map.of("name", "x", "roles", List.of("king")))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("roles[0]"));
        create(Map.of("name", "x", "devices", Map.of("ids", List.of(foreign))))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("devices.ids[0]"));
        create(Map.of("name", "x", "teams", List.of(UUID.randomUUID())))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("teams[0]"));
        create(Map.of("permissions", List.of())).then().statusCode(400).body("violations[0].field", equalTo("name"));
        create(Map.of("name", "x", "roles", List.of("owner"))).then().statusCode(400);
        create(Map.of("name", "x", "owner", true)).then().statusCode(400).body("violations[0].field", equalTo("owner"));
    }

    @Test
    void actsWithItsOwnRightsAndNoMore() {
        String account = create(Map.of("name", "Manager", "permissions", List.of("members", "reports")))
                .path("account");
        String jwt = TestIssuer.swapped(UUID.fromString(account), "api-user");

        RestAssured.given()
                .auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Child", "permissions", List.of("reports")))
                .post(owner.in("/api-users"))
                .then()
                .statusCode(201);
        RestAssured.given()
                .auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Child", "permissions", List.of("billing")))
                .post(owner.in("/api-users"))
                .then()
                .statusCode(403);
        RestAssured.given()
                .auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Own workspace"))
                .post("/v1/workspaces")
                .then()
                .statusCode(403);
    }

    @Test
    void isNoMemberAsPeopleAre() {
        String account = create(Map.of("name", "Robot")).path("account");

        owner.request().get(owner.in("/members/" + account)).then().statusCode(404);
        owner.request().delete(owner.in("/members/" + account)).then().statusCode(404);
        owner.request().delete(owner.in("/api-users/" + owner.account())).then().statusCode(404);
    }
}
