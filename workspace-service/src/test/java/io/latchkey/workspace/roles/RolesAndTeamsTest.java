package io.latchkey.workspace.roles;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
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
class RolesAndTeamsTest {
    private Person owner;
    private Person other;

    @BeforeEach
    void people() {
        owner = Platform.register();
        other = Platform.register();
    }

    private String eventOf(Person person, Response change) {
        return eventsUpTo(owner.workspace(), revision(change))
                .get(owner.workspace() + "/" + person.account())
                .value();
    }

    @Test
    void listsBuiltInRolesAndTheWorkspacesOwn() {
        owner.post(owner.in("/roles"), Map.of("name", "Night shift", "permissions", List.of("reports")))
                .then()
                .statusCode(201);

        owner.request()
                .get(owner.in("/roles"))
                .then()
                .body("items.name", hasItems("owner", "administrator", "editor", "observer", "Night shift"));
        owner.post(owner.in("/roles"), Map.of("name", "night SHIFT")).then().statusCode(409);
        owner.post(owner.in("/roles"), Map.of("name", "Owner")).then().statusCode(409);
    }

    @Test
    void whoHoldsARoleFollowsIt() {
        String role = owner.post(owner.in("/roles"), Map.of("name", "Shift", "permissions", List.of("reports")))
                .path("id");
        owner.add(other, Map.of("roles", List.of("Shift")));

        Response changed = owner.patch(owner.in("/roles/" + role), Map.of("permissions", List.of("zones")));
        assertThat(eventOf(other, changed)).contains("zones").doesNotContain("reports");

        Response deleted = owner.request().delete(owner.in("/roles/" + role));
        assertThat(eventOf(other, deleted)).doesNotContain("zones");
        owner.request().get(owner.in("/members/" + other.account())).then().body("roles", not(hasItem(role)));
    }

    @Test
    void nobodyPutsIntoARoleWhatTheyDoNotHold() {
        Person admin = Platform.register();
        owner.add(admin, Map.of("permissions", List.of("members")));
        String role = owner.post(owner.in("/roles"), Map.of("name", "Shift")).path("id");

        admin.patch(owner.in("/roles/" + role), Map.of("permissions", List.of("billing")))
                .then()
                .statusCode(403);
        admin.post(owner.in("/roles"), Map.of("name", "Mine", "devicePermissions", List.of("device:edit")))
                .then()
                .statusCode(403);
    }

    @Test
    void whoIsInATeamHoldsItsRightsUntilTheyLeave() {
        UUID device = owner.addDevice("Pump");
        owner.add(other, Map.of());
        Response created = owner.post(
                owner.in("/teams"),
                Map.of(
                        "name", "Field service",
                        "members", List.of(other.account()),
                        "permissions", List.of("reports"),
                        "devices", Map.of("ids", List.of(device)),
                        "devicePermissions", List.of("device:command")));
        String team = created.then().statusCode(201).extract().path("id");
        assertThat(eventOf(other, created)).contains("reports", team);
        assertThat(eventsUpTo(owner.workspace(), revision(created))
                        .get(owner.workspace() + "/device/" + device)
                        .value())
                .contains(team, "device:command");

        Response left = owner.patch(owner.in("/members/" + other.account()), Map.of("teams", List.of()));
        assertThat(eventOf(other, left)).doesNotContain("reports").doesNotContain(team);

        Response back = owner.patch(owner.in("/members/" + other.account()), Map.of("teams", List.of(team)));
        back.then().statusCode(200).body("teams", hasItem(team), "effective.permissions", hasItem("reports"));
        Response deleted = owner.request().delete(owner.in("/teams/" + team));
        assertThat(eventOf(other, deleted)).doesNotContain("reports");
    }

    @Test
    void nobodyIsPutIntoATeamThatMayDoMoreThanWhoPutsThem() {
        Person admin = Platform.register();
        owner.add(admin, Map.of("permissions", List.of("members")));
        owner.add(other, Map.of());
        String team = owner.post(owner.in("/teams"), Map.of("name", "Mighty", "permissions", List.of("billing")))
                .path("id");

        admin.patch(owner.in("/members/" + other.account()), Map.of("teams", List.of(team)))
                .then()
                .statusCode(403);
        admin.patch(owner.in("/teams/" + team), Map.of("members", List.of(admin.account())))
                .then()
                .statusCode(403);
        admin.patch(owner.in("/teams/" + team), Map.of("permissions", List.of("billing", "rules")))
                .then()
                .statusCode(403);
    }
}
