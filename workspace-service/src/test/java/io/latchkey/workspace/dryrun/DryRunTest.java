package io.latchkey.workspace.dryrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.workspace.Platform;
import io.latchkey.workspace.Platform.Person;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class DryRunTest {
    private Person owner;
    private Person guest;

    @BeforeEach
    void register() {
        owner = Platform.register();
        guest = Platform.register();
        owner.add(guest, Map.of("permissions", List.of("reports")));
    }

    private int revision() {
        return owner.request().get(owner.in("")).path("revision");
    }

    @Test
    void tellsWhoWouldGainAndLoseWhatAndDoesNothing() {
        int before = revision();

        owner.patch(owner.in("/members/" + guest.account() + "?dryRun=true"), Map.of("permissions", List.of("exports")))
                .then()
                .statusCode(200)
                .header("Latchkey-Revision", nullValue())
                .body("gains", hasSize(1))
                .body("gains[0].account", equalTo(guest.account().toString()))
                .body("gains[0].workspace", equalTo(owner.workspace().toString()))
                .body("gains[0].permissions", contains("exports"))
                .body("losses", hasSize(1))
                .body("losses[0].permissions", contains("reports"));

        assertThat(revision()).isEqualTo(before);
        owner.request().get(owner.in("/members/" + guest.account())).then().body("permissions", contains("reports"));
        owner.request().get(owner.in("/audit-log?action=member.changed")).then().body("items", empty());
    }

    @Test
    void followsARoleToItsHoldersAndATeamToItsMembers() {
        String role = owner.post(owner.in("/roles"), Map.of("name", "Day", "permissions", List.of("rules")))
                .path("id");
        owner.post(
                        owner.in("/teams"),
                        Map.of("name", "Crew", "roles", List.of(role), "members", List.of(guest.account())))
                .then()
                .statusCode(201);

        owner.request()
                .delete(owner.in("/roles/" + role + "?dryRun=true"))
                .then()
                .statusCode(200)
                .body("gains", empty())
                .body("losses.account", contains(guest.account().toString()))
                .body("losses[0].permissions", contains("rules"));
    }

    @Test
    void seesWhatADeviceThatGoesTakesAlong() {
        UUID device = owner.addDevice("Pump");
        owner.post(
                        owner.in("/teams"),
                        Map.of(
                                "name",
                                "Crew",
                                "members",
                                List.of(guest.account()),
                                "devices",
                                Map.of("ids", List.of(device)),
                                "devicePermissions",
                                List.of("device:edit")))
                .then()
                .statusCode(201);

        owner.request()
                .delete(owner.in("/devices/" + device + "?dryRun=true"))
                .then()
                .statusCode(200)
                .body("losses", hasSize(1))
                .body("losses[0].account", equalTo(guest.account().toString()))
                .body("losses[0].devices.listed[0].ids", contains(device.toString()))
                .body("losses[0].devices.listed[0].permissions", contains("device:edit", "device:view"));
        owner.request().get(owner.in("/devices/" + device)).then().statusCode(200);
    }

    @Test
    void ofDeletingAWorkspaceTellsThatEverybodyLosesAll() {
        owner.request()
                .delete(owner.in(
                        "?dryRun=true&slug=" + owner.request().get(owner.in("")).path("slug")))
                .then()
                .statusCode(200)
                .body("losses", hasSize(2));
        owner.request().get(owner.in("")).then().statusCode(200);
    }

    @Test
    void isRefusedAsTheChangeItselfWouldBe() {
        owner.request()
                .delete(owner.in("/members/" + owner.account() + "?dryRun=true"))
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:latchkey:problem:last-owner"));
        guest.patch(owner.in("?dryRun=true"), Map.of("name", "Mine")).then().statusCode(403);
    }

    @Test
    void isForThoseWhoManageMembersSinceItShowsOthersRights() {
        owner.patch(owner.in("/members/" + guest.account()), Map.of("permissions", List.of("devices")));

        guest.post(owner.in("/devices?dryRun=true"), Map.of("name", "Pump"))
                .then()
                .statusCode(403);
    }

    @Test
    void isNeverTheRealThingWhereThereIsNone() {
        owner.post("/v1/workspaces?dryRun=true", Map.of("name", "Second"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("dryRun"));
        owner.post(owner.in("/devices?dryRun=yes"), Map.of("name", "Pump"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("dryRun"));
        owner.request().get("/v1/workspaces").then().body("items", hasSize(1));
        owner.request().get(owner.in("/devices")).then().body("items", empty());
    }
}
