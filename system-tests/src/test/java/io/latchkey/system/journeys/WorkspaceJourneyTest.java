package io.latchkey.system.journeys;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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

        ada.does().delete("/v1/workspaces/" + workspace).then().statusCode(204);

        checker.sees(Ask.token(owners).in(workspace).may("basics"), "wrong_workspace");
        checker.sees(Ask.token(guests).in(workspace).may("reports"), "wrong_workspace");
        checker.sees(Ask.token(apiToken).in(workspace).may("exports"), "revoked");
        checker.finds(Ask.token(owners).in(kept).may("basics"), "allowed");
        ada.does().get("/v1/workspaces").then().body("items.id", not(hasItem(workspace)));
        ada.does().get("/v1/workspaces/" + workspace + "/devices").then().statusCode(404);
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
