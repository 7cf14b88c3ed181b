package io.latchkey.workspace.members;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

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
class ManyMembersTest {
    private Person owner;
    private Person grace;
    private Person lin;

    @BeforeEach
    void register() {
        owner = Platform.register();
        grace = Platform.register();
        lin = Platform.register();
        owner.add(grace, Map.of("roles", List.of("observer")));
        owner.add(lin, Map.of("permissions", List.of("reports")));
    }

    private static Map<String, Object> change(Person who, Map<String, Object> rights) {
        Map<String, Object> change = new java.util.HashMap<>(rights);
        change.put("account", who.account());
        return change;
    }

    private Response changeAll(List<Map<String, Object>> changes) {
        return owner.patch(owner.in("/members"), Map.of("changes", changes));
    }

    private void found(String query, Person... people) {
        owner.request()
                .get(owner.in("/members?" + query))
                .then()
                .statusCode(200)
                .body(
                        "items.account",
                        containsInAnyOrder(java.util.Arrays.stream(people)
                                .map(person -> person.account().toString())
                                .toArray()));
    }

    @Test
    void areSearchedByNameAddressRoleAndTeam() {
        String team = owner.post(owner.in("/teams"), Map.of("name", "Crew", "members", List.of(lin.account())))
                .path("id");

        found("search=" + grace.email().substring(3, 20).toUpperCase(), grace);
        found("search=ada", owner, grace, lin);
        found("search=%25");
        found("search=_________________________________________");
        found("role=observer", grace);
        found("role=owner", owner);
        found("team=" + team, lin);
        found("team=" + team + "&role=observer");
        found("team=" + UUID.randomUUID());
        owner.request().get(owner.in("/members?limit=2&search=ada")).then().body("items", hasSize(2));
    }

    @Test
    void whatTheyMayShowsWhereItComesFrom() {
        UUID device = owner.addDevice("Pump");
        String team = owner.post(
                        owner.in("/teams"),
                        Map.of(
                                "name",
                                "Crew",
                                "members",
                                List.of(grace.account()),
                                "permissions",
                                List.of("zones"),
                                "devices",
                                Map.of("ids", List.of(device)),
                                "devicePermissions",
                                List.of("device:edit")))
                .path("id");
        owner.patch(owner.in("/members/" + grace.account()), Map.of("permissions", List.of("exports")));

        grace.request()
                .get(owner.in("/members/" + grace.account()))
                .then()
                .statusCode(200)
                .body("effective.permissions", contains("dashboards", "exports", "reports", "zones"))
                .body("origins.from", contains("member", "role", "team"))
                .body("origins[0].permissions", contains("exports"))
                .body("origins[1].id", equalTo("observer"))
                .body("origins[1].permissions", contains("dashboards", "reports"))
                .body("origins[2].id", equalTo(team))
                .body("origins[2].permissions", contains("zones"))
                .body("origins[2].deviceGrants[0].devices", contains(device.toString()))
                .body("origins[2].deviceGrants[0].permissions", contains("device:edit", "device:view"));
        owner.request().get(owner.in("/members")).then().body("items[0].origins", nullValue());
    }

    @Test
    void areChangedTogetherWithOneRevision() {
        Response changed = changeAll(List.of(
                change(grace, Map.of("permissions", List.of("zones"))),
                change(lin, Map.of("permissions", List.of("exports")))));

        changed.then().statusCode(200).body("items", hasSize(2));
        var events = eventsUpTo(owner.workspace(), revision(changed));
        assertThat(events.get(owner.workspace() + "/" + grace.account()).value())
                .contains("zones", "\"revision\":" + revision(changed));
        assertThat(events.get(owner.workspace() + "/" + lin.account()).value())
                .contains("exports", "\"revision\":" + revision(changed));
        owner.request().get(owner.in("/audit-log?action=member.changed")).then().body("items", hasSize(2));
    }

    @Test
    void areChangedAllOrNone() {
        changeAll(List.of(
                        change(grace, Map.of("permissions", List.of("zones"))),
                        change(lin, Map.of("permissions", List.of("nonsense")))))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("changes[1].permissions[0]"));

        owner.request().get(owner.in("/members/" + grace.account())).then().body("permissions", empty());
        changeAll(List.of(Map.of("account", UUID.randomUUID()))).then().statusCode(404);
        changeAll(List.of()).then().statusCode(400);
        changeAll(List.of(Map.of("permissions", List.of("zones")))).then().statusCode(400);
    }

    @Test
    void oneOwnerStaysHoweverManyAreChanged() {
        changeAll(List.of(change(grace, Map.of("roles", List.of("owner")))))
                .then()
                .statusCode(200);

        changeAll(List.of(change(grace, Map.of("roles", List.of())), change(owner, Map.of("roles", List.of()))))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:latchkey:problem:last-owner"));
    }

    @Test
    void theSameRulesHoldAsForOne() {
        owner.patch(owner.in("/members/" + lin.account()), Map.of("permissions", List.of("members")));

        lin.patch(
                        owner.in("/members"),
                        Map.of("changes", List.of(change(grace, Map.of("permissions", List.of("zones"))))))
                .then()
                .statusCode(403);
        grace.patch(owner.in("/members"), Map.of("changes", List.of(change(lin, Map.of()))))
                .then()
                .statusCode(403);
    }
}
