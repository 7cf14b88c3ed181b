package io.latchkey.workspace.devices;

import static io.latchkey.workspace.Platform.eventsUpTo;
import static io.latchkey.workspace.Platform.revision;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class DeviceTagsTest {
    private static final Map<String, Object> NORTH =
            Map.of("devices", Map.of("tags", List.of("north")), "devicePermissions", List.of("device:command"));

    private Person owner;
    private Person guest;

    @BeforeEach
    void register() {
        owner = Platform.register();
        guest = Platform.register();
    }

    private Response registers(Person who, String name, String... tags) {
        return who.post(owner.in("/devices"), Map.of("name", name, "tags", List.of(tags)));
    }

    private String device(String name, String... tags) {
        return registers(owner, name, tags).then().statusCode(201).extract().path("id");
    }

    private Response tag(Person who, String device, String... tags) {
        return who.patch(owner.in("/devices/" + device), Map.of("tags", List.of(tags)));
    }

    private String told(Response change, Person who) {
        return eventsUpTo(owner.workspace(), revision(change))
                .get(owner.workspace() + "/" + who.account())
                .value();
    }

    @Test
    void aGrantByTagReachesWhateverHasItWhenItHasIt() {
        String there = device("Pump", "north", "old");
        String other = device("Valve", "south");
        owner.add(guest, NORTH);

        guest.request().get(owner.in("/devices")).then().body("items.id", contains(there));
        owner.request()
                .get(owner.in("/members/" + guest.account()))
                .then()
                .body("devices.tags", contains("north"))
                .body("devices.ids", empty())
                .body("effective.deviceGrants[0].devices", contains(there));

        Response registered = registers(owner, "Boiler", "north");
        assertThat(told(registered, guest)).contains(registered.<String>path("id"), there);
        Response tagged = tag(owner, other, "south", "north");
        assertThat(told(tagged, guest)).contains(other);
        Response untagged = tag(owner, there, "old");
        assertThat(told(untagged, guest)).contains(other).doesNotContain(there);
        guest.request().get(owner.in("/devices/" + there)).then().statusCode(404);
    }

    @Test
    void aDeviceThatIsListedTooStaysWithoutItsTag() {
        String device = device("Pump", "north");
        owner.add(guest, Map.of("devices", Map.of("tags", List.of("north"), "ids", List.of(device))));

        tag(owner, device).then().statusCode(200);

        guest.request().get(owner.in("/devices/" + device)).then().statusCode(200);
        owner.request().delete(owner.in("/devices/" + device)).then().statusCode(204);
        owner.request().get(owner.in("/members/" + guest.account())).then().body("devices.ids", empty());
    }

    @Test
    void aTeamHoldsDevicesByTag() {
        owner.add(guest, Map.of());
        owner.post(
                        owner.in("/teams"),
                        Map.of(
                                "name",
                                "Crew",
                                "members",
                                List.of(guest.account()),
                                "devices",
                                Map.of("tags", List.of("north"))))
                .then()
                .statusCode(201);

        Response registered = registers(owner, "Boiler", "north");

        String device = registered.path("id");
        var events = eventsUpTo(owner.workspace(), revision(registered));
        assertThat(events.get(owner.workspace() + "/device/" + device).value()).contains("device:view");
        assertThat(told(registered, guest)).doesNotContain("\"teams\":[]");
        guest.request().get(owner.in("/devices/" + device)).then().statusCode(200);
        tag(owner, device).then().statusCode(200);
        guest.request().get(owner.in("/devices/" + device)).then().statusCode(404);
    }

    @Test
    void anInvitationResolvesItsTagsWhenItIsAccepted() {
        String address = Platform.register().email().replace("@", ".new@");
        owner.post(owner.in("/invitations"), Map.of("email", address, "devices", Map.of("tags", List.of("north"))))
                .then()
                .statusCode(201);
        String device = device("Pump", "north");

        Person newcomer = Platform.register(java.util.UUID.randomUUID(), address);

        newcomer.request().get(owner.in("/devices")).then().body("items.id", contains(device));
    }

    @Test
    void whoGivesByTagHoldsTheRightsOnEveryDevice() {
        String device = device("Pump", "north");
        owner.add(
                guest,
                Map.of(
                        "permissions",
                        List.of("members"),
                        "devices",
                        Map.of("ids", List.of(device)),
                        "devicePermissions",
                        List.of("device:command")));
        Person other = Platform.register();

        guest.post(
                        owner.in("/invitations"),
                        Map.of("email", other.email(), "devices", Map.of("tags", List.of("north"))))
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:beyond-own-rights"));
        guest.post(owner.in("/teams"), Map.of("name", "Mine", "devices", Map.of("tags", List.of("north"))))
                .then()
                .statusCode(403);
        guest.post(owner.in("/invitations"), Map.of("email", other.email(), "devices", Map.of("ids", List.of(device))))
                .then()
                .statusCode(201);
    }

    @Test
    void whoTagsADeviceGivesNothingBeyondTheirOwnRightsOnIt() {
        owner.add(
                guest,
                Map.of(
                        "permissions",
                        List.of("devices"),
                        "devices",
                        NORTH.get("devices"),
                        "devicePermissions",
                        NORTH.get("devicePermissions")));
        String device = device("Pump");

        tag(guest, device, "north")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:beyond-own-rights"));
        registers(guest, "Boiler", "north").then().statusCode(403);

        tag(guest, device, "south").then().statusCode(200);
        guest.request().get(owner.in("/members/" + guest.account())).then().body("effective.deviceGrants", empty());
    }

    @Test
    void aDryRunTellsWhoATagWouldReach() {
        owner.add(guest, NORTH);
        String device = device("Pump");

        owner.patch(owner.in("/devices/" + device + "?dryRun=true"), Map.of("tags", List.of("north")))
                .then()
                .statusCode(200)
                .body("gains[0].account", equalTo(guest.account().toString()))
                .body("gains[0].devices.listed[0].ids", contains(device))
                .body("gains[0].devices.listed[0].permissions", contains("device:command", "device:view"));
    }

    @Test
    void aTagIsAText() {
        for (List<String> bad : List.of(List.of(""), List.of("a\u001fb"), List.of("x".repeat(51)))) {
            owner.post(owner.in("/devices"), Map.of("name", "Pump", "tags", bad))
                    .then()
                    .statusCode(400);
            owner.post(owner.in("/teams"), Map.of("name", "Crew", "devices", Map.of("tags", bad)))
                    .then()
                    .statusCode(400);
        }
    }
}
