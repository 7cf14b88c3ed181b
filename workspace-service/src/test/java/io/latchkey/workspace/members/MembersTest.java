package io.latchkey.workspace.members;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class MembersTest {
    private Person owner;
    private Person other;

    @BeforeEach
    void people() {
        owner = Platform.register();
        other = Platform.register();
    }

    private String member(Person person) {
        return owner.in("/members/" + person.account());
    }

    @Test
    void changesWhatIsNamedAndKeepsTheRest() {
        UUID device = owner.addDevice("Pump");
        owner.add(other, Map.of("permissions", List.of("reports"), "devices", Map.of("ids", List.of(device))));

        Response changed = owner.patch(member(other), Map.of("permissions", List.of("rules", "zones")));

        changed.then()
                .statusCode(200)
                .body("permissions", hasItems("rules", "zones"), "devices.ids", hasItem(device.toString()));
        String event = eventsUpTo(owner.workspace(), revision(changed))
                .get(owner.workspace() + "/" + other.account())
                .value();
        assertThat(event)
                .contains("rules", "zones", device.toString(), "device:view")
                .doesNotContain("reports");
    }

    @Test
    void nobodyGivesWhatTheyDoNotHold() {
        Person admin = Platform.register();
        UUID mine = owner.addDevice("Mine");
        UUID notMine = owner.addDevice("Not mine");
        owner.add(
                admin,
                Map.of(
                        "permissions", List.of("members", "reports"),
                        "devices", Map.of("ids", List.of(mine)),
                        "devicePermissions", List.of("device:edit")));
        owner.add(other, Map.of());

        beyond(admin, Map.of("permissions", List.of("billing")));
        beyond(admin, Map.of("roles", List.of("observer")));
        beyond(admin, Map.of("devices", Map.of("all", true)));
        beyond(admin, Map.of("devices", Map.of("ids", List.of(notMine))));
        beyond(admin, Map.of("devices", Map.of("ids", List.of(mine)), "devicePermissions", List.of("device:command")));
        admin.patch(
                        member(other),
                        Map.of(
                                "permissions", List.of("reports"),
                                "devices", Map.of("ids", List.of(mine)),
                                "devicePermissions", List.of("device:edit")))
                .then()
                .statusCode(200);
        // Nor to themselves.
        admin.patch(member(admin), Map.of("permissions", List.of("members", "billing")))
                .then()
                .statusCode(403);
    }

    private void beyond(Person admin, Map<String, Object> rights) {
        admin.patch(member(other), rights)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:beyond-own-rights"));
    }

    @Test
    void anOwnerIsTouchedByOwnersAlone() {
        owner.add(other, Map.of("roles", List.of("administrator"), "devices", Map.of("all", true)));

        other.patch(member(owner), Map.of("roles", List.of())).then().statusCode(403);
        other.request().delete(member(owner)).then().statusCode(403);
        other.patch(member(other), Map.of("roles", List.of("owner"))).then().statusCode(403);
    }

    @Test
    void theLastOwnerStays() {
        owner.request()
                .delete(member(owner))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:latchkey:problem:last-owner"));
        owner.patch(member(owner), Map.of("roles", List.of("observer"))).then().statusCode(409);

        owner.add(other, Map.of("roles", List.of("owner")));
        owner.request().delete(member(owner)).then().statusCode(204);
        other.request().delete(member(other)).then().statusCode(409);
    }

    @Test
    void whoLeavesIsOutAtOnce() {
        owner.add(other, Map.of("permissions", List.of("reports")));

        Response left = other.request().delete(member(other));

        left.then().statusCode(204);
        other.request().get(owner.in("")).then().statusCode(404);
        String event = eventsUpTo(owner.workspace(), revision(left))
                .get(owner.workspace() + "/" + other.account())
                .value();
        assertThat(event).contains("\"status\":\"removed\"", "\"permissions\":[]");
    }

    @Test
    void aForeignWorkspaceLooksLikeAMissingOne() {
        for (String path : List.of("", "/members", "/devices", "/api-users", "/roles", "/teams", "/invitations")) {
            String foreign = other.request()
                    .get(owner.in(path))
                    .then()
                    .statusCode(404)
                    .extract()
                    .asString();
            String missing = other.request()
                    .get("/v1/workspaces/" + UUID.randomUUID() + path)
                    .then()
                    .statusCode(404)
                    .extract()
                    .asString();

            assertThat(foreign.replaceAll("\"instance\".*", "")).isEqualTo(missing.replaceAll("\"instance\".*", ""));
        }
        other.post(owner.in("/devices"), Map.of("name", "x")).then().statusCode(404);
        other.request().delete(owner.in("")).then().statusCode(404);
    }

    @Test
    void whatNeedsAPermissionIsRefusedWithoutIt() {
        owner.add(other, Map.of("permissions", List.of("reports")));

        other.request().get(owner.in("/members")).then().statusCode(403);
        other.request().get(owner.in("/api-users")).then().statusCode(403);
        other.post(owner.in("/devices"), Map.of("name", "x")).then().statusCode(403);
        other.patch(owner.in(""), Map.of("name", "x")).then().statusCode(403);
        other.request().delete(owner.in("")).then().statusCode(403);
        other.request().get(owner.in("")).then().statusCode(200);
    }

    @Test
    void listsPeopleWithWhatTheyMayReallyDo() {
        owner.add(other, Map.of("roles", List.of("editor"), "devices", Map.of("all", true)));

        owner.request()
                .get(owner.in("/members"))
                .then()
                .statusCode(200)
                .body(
                        "items.account",
                        hasItems(owner.account().toString(), other.account().toString()));
        owner.request()
                .get(member(other))
                .then()
                .body(
                        "email", equalTo(other.email()),
                        "effective.permissions", hasItems("rules", "exports"),
                        "effective.permissions", not(hasItem("members")),
                        "effective.everyDevice", hasItems("device:view", "device:edit", "device:record"));
    }

    @Test
    void pagesThroughMembers() {
        owner.add(other, Map.of());

        Response first = owner.request().get(owner.in("/members?limit=1"));
        first.then().body("items", org.hamcrest.Matchers.hasSize(1));
        owner.request()
                .get(owner.in("/members?limit=1&after=" + first.path("next")))
                .then()
                .body("items", org.hamcrest.Matchers.hasSize(1), "next", org.hamcrest.Matchers.nullValue());
        owner.request().get(owner.in("/members?limit=0")).then().statusCode(400);
    }
}
