package io.latchkey.system.journeys;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class WorkspaceJourneyTest {
    private final Stack stack;
    private final Checker checker;

    WorkspaceJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @Test
    void aWorkspaceIsCreatedRenamedAndListed() {
        Person ada = Person.registers(stack, "Ada");

        String workspace = ada.createsWorkspace("Engine room");
        ada.does()
                .body(Map.of("name", "Boiler room"))
                .patch("/v1/workspaces/" + workspace)
                .then()
                .statusCode(200)
                .body("slug", startsWith("engine-room"));

        ada.does().get("/v1/workspaces").then().body("items.name", hasItem("Boiler room"));
        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("basics"), "allowed");
    }

    @Test
    void everythingInADeletedWorkspaceLosesItsScope() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String kept = ada.firstWorkspace();
        String workspace = ada.createsWorkspace("Engine room");
        String device = ada.createsDevice(workspace, "Boiler");
        ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of("reports")));
        String apiToken = ada.tokenOf(ada.createsApiUser(
                workspace,
                Map.of("name", "Export", "permissions", List.of("exports"), "devices", Map.of("all", true))));
        String owners = ada.personalToken();
        String guests = grace.personalToken();
        checker.sees(Ask.token(owners).in(workspace).may("device:edit").on(device), "allowed");
        checker.sees(Ask.token(guests).in(workspace).may("reports"), "allowed");
        checker.sees(Ask.token(apiToken).in(workspace).may("device:view").on(device), "allowed");

        String slug = ada.does().get("/v1/workspaces/" + workspace).path("slug");
        ada.does()
                .delete("/v1/workspaces/" + workspace + "?slug=" + slug)
                .then()
                .statusCode(200)
                .body("members", equalTo(2), "apiUsers", equalTo(1), "devices", equalTo(1));

        checker.sees(Ask.token(owners).in(workspace).may("basics"), "wrong_workspace");
        checker.sees(Ask.token(guests).in(workspace).may("reports"), "wrong_workspace");
        checker.sees(Ask.token(apiToken).in(workspace).may("exports"), "revoked");
        checker.finds(Ask.token(owners).in(kept).may("basics"), "allowed");
        ada.does().get("/v1/workspaces").then().body("items.id", not(hasItem(workspace)));
        ada.does().get("/v1/workspaces/" + workspace + "/devices").then().statusCode(404);
    }

    @Test
    void anArchivedWorkspaceIsClosedForEverybodyUntilItIsRestored() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.createsWorkspace("Engine room");
        String apiToken =
                ada.tokenOf(ada.createsApiUser(workspace, Map.of("name", "Export", "permissions", List.of("exports"))));
        checker.sees(Ask.token(apiToken).in(workspace).may("exports"), "allowed");

        ada.does().post("/v1/workspaces/" + workspace + "/archive").then().statusCode(200);

        checker.sees(Ask.token(apiToken).in(workspace).may("exports"), "wrong_workspace");
        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("basics"), "wrong_workspace");
        ada.does().post("/v1/workspaces/" + workspace + "/restore").then().statusCode(200);
        checker.sees(Ask.token(apiToken).in(workspace).may("exports"), "allowed");
    }

    @Test
    void anAdministratorOfTheOrganizationActsInItsWorkspacesUntilUnmade() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        String graces = grace.personalToken();
        String administrators = "/v1/organizations/"
                + ada.does().get("/v1/workspaces/" + workspace).path("organization")
                + "/administrators";
        ada.does()
                .body(Map.of("email", grace.email, "permissions", List.of("org:members")))
                .post(administrators)
                .then()
                .statusCode(201);

        checker.sees(Ask.token(graces).in(workspace).may("org:members"), "allowed");
        checker.finds(Ask.token(graces).in(workspace).may("members"), "allowed");
        checker.finds(Ask.token(graces).in(workspace).may("devices"), "missing_permission");
        String account = ada.does().get(administrators).path("items[0].account");
        ada.does().delete(administrators + "/" + account).then().statusCode(204);
        checker.sees(Ask.token(graces).in(workspace).may("members"), "wrong_workspace");
        ada.does()
                .get("/v1/workspaces/" + workspace + "/audit-log?action=standing.changed")
                .then()
                .body("items", hasSize(2));
        ada.does()
                .get("/v1/workspaces/" + workspace + "/audit-log/verification")
                .then()
                .body("intact", equalTo(true));
    }

    @Test
    void aRemovedDeviceIsNobodysAnyMore() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String device = ada.createsDevice(workspace, "Boiler");
        String token = ada.personalToken();
        checker.sees(Ask.token(token).in(workspace).may("device:view").on(device), "allowed");
        ada.does().get("/v1/workspaces/" + workspace + "/devices").then().body("items.name", hasItem("Boiler"));

        ada.does()
                .delete("/v1/workspaces/" + workspace + "/devices/" + device)
                .then()
                .statusCode(204);

        checker.sees(Ask.token(token).in(workspace).may("device:view").on(device), "wrong_device");
        ada.does().get("/v1/workspaces/" + workspace + "/devices").then().body("items.size()", equalTo(0));
    }
}
