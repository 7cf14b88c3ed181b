package io.latchkey.system.journeys;

import static org.hamcrest.Matchers.equalTo;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Guest;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class MemberJourneyTest {
    private final Stack stack;
    private final Checker checker;

    MemberJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @Test
    void aKnownAddressJoinsAtOnceWithExactlyWhatWasGiven() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        String given = ada.createsDevice(workspace, "Boiler");
        String other = ada.createsDevice(workspace, "Pump");
        grace.isKnown();

        ada.invites(
                        workspace,
                        Map.of(
                                "email", grace.email,
                                "permissions", List.of("reports"),
                                "devices", Map.of("ids", List.of(given)),
                                "devicePermissions", List.of("device:record")))
                .then()
                .statusCode(201)
                .body("status", equalTo("accepted"));

        Ask token = Ask.token(grace.personalToken()).in(workspace);
        checker.sees(token.may("reports"), "allowed");
        checker.finds(token.may("billing"), "missing_permission");
        checker.sees(token.may("device:record").on(given), "allowed");
        checker.finds(token.may("device:view").on(given), "allowed");
        checker.finds(token.may("device:command").on(given), "missing_permission");
        checker.finds(token.may("device:view").on(other), "wrong_device");
    }

    @Test
    void anUnknownAddressJoinsWhenItRegisters() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String email = Person.address("Grace");
        ada.invites(workspace, Map.of("email", email, "roles", List.of("observer")))
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"));

        Person grace = Person.registers(stack, "Grace", email);

        Ask token = Ask.token(grace.personalToken()).in(workspace);
        checker.sees(token.may("dashboards"), "allowed");
        checker.finds(token.may("members"), "missing_permission");
    }

    @Test
    void theVerdictFollowsAChangeAndARemoval() {
        Guest guest = Guest.with(stack, "reports");

        guest.ada()
                .does()
                .body(Person.rights(List.of("exports")))
                .patch(guest.membership())
                .then()
                .statusCode(200);

        checker.sees(guest.ask().may("exports"), "allowed");
        checker.finds(guest.ask().may("reports"), "missing_permission");

        guest.ada().does().delete(guest.membership()).then().statusCode(204);

        checker.sees(guest.ask().may("exports"), "wrong_workspace");
        guest.grace().does().get("/v1/workspaces/" + guest.workspace()).then().statusCode(404);
    }

    @Test
    void aRevisionMakesTheNextCheckWaitForTheChange() {
        Guest guest = Guest.with(stack, "reports");

        String revision = guest.ada()
                .does()
                .body(Person.rights(List.of()))
                .patch(guest.membership())
                .then()
                .statusCode(200)
                .extract()
                .header("Latchkey-Revision");

        checker.finds(guest.ask().may("reports").atLeast(revision), "missing_permission");
    }

    @Test
    void teamsAndRolesGiveTheirRights() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        String device = ada.createsDevice(workspace, "Boiler");
        String role = ada.does()
                .body(Map.of("name", "Accountant", "permissions", List.of("billing")))
                .post("/v1/workspaces/" + workspace + "/roles")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String team = ada.does()
                .body(Map.of(
                        "name", "Night shift",
                        "permissions", List.of("rules"),
                        "devices", Map.of("ids", List.of(device)),
                        "devicePermissions", List.of("device:command")))
                .post("/v1/workspaces/" + workspace + "/teams")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        ada.invites(workspace, Map.of("email", grace.email, "roles", List.of(role), "teams", List.of(team)))
                .then()
                .statusCode(201);
        Ask token = Ask.token(grace.personalToken()).in(workspace);
        checker.sees(token.may("billing"), "allowed");
        checker.sees(token.may("rules"), "allowed");
        checker.sees(token.may("device:command").on(device), "allowed");

        ada.does()
                .delete("/v1/workspaces/" + workspace + "/teams/" + team)
                .then()
                .statusCode(204);
        ada.does()
                .body(Map.of("permissions", List.of("zones")))
                .patch("/v1/workspaces/" + workspace + "/roles/" + role)
                .then()
                .statusCode(200);

        checker.sees(token.may("zones"), "allowed");
        checker.sees(token.may("rules"), "missing_permission");
        checker.sees(token.may("device:command").on(device), "wrong_device");
        checker.finds(token.may("billing"), "missing_permission");
    }
}
