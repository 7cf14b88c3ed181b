package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class ApiUserJourneyTest {
    private final Stack stack;
    private final Checker checker;
    private final Person ada;
    private final String workspace;

    ApiUserJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
        this.ada = Person.registers(stack, "Ada");
        this.workspace = ada.firstWorkspace();
    }

    @Test
    void anApiUserMayExactlyWhatItWasGivenInItsOneWorkspace() {
        String given = ada.createsDevice(workspace, "Boiler");
        String other = ada.createsDevice(workspace, "Pump");
        String elsewhere = ada.createsWorkspace("Engine room");

        String apiUser = ada.createsApiUser(
                workspace,
                Map.of(
                        "name", "Night export",
                        "permissions", List.of("reports"),
                        "devices", Map.of("ids", List.of(given)),
                        "devicePermissions", List.of("device:record")));
        String token = ada.tokenOf(apiUser);

        assertThat(token).startsWith("lk_api_");
        Ask ask = Ask.token(token).in(workspace);
        checker.sees(ask.may("reports"), "allowed");
        checker.finds(ask.may("billing"), "missing_permission");
        checker.finds(ask.may("device:record").on(given), "allowed");
        checker.finds(ask.may("device:command").on(given), "missing_permission");
        checker.finds(ask.may("device:view").on(other), "wrong_device");
        checker.finds(Ask.token(token).in(elsewhere).may("reports"), "wrong_workspace");
        checker.check(ask)
                .then()
                .body("account", equalTo(apiUser))
                .body("kind", equalTo("api-user"))
                .body("permissions", equalTo(List.of("reports")));
    }

    @Test
    void theVerdictFollowsAChangeAndADeletion() {
        String apiUser = ada.createsApiUser(workspace, Map.of("name", "Export", "roles", List.of("observer")));
        Ask ask = Ask.token(ada.tokenOf(apiUser)).in(workspace);
        checker.sees(ask.may("dashboards"), "allowed");
        String path = "/v1/workspaces/" + workspace + "/api-users/" + apiUser;

        ada.does()
                .body(Map.of("name", "Export", "roles", List.of(), "permissions", List.of("rules")))
                .patch(path)
                .then()
                .statusCode(200);
        checker.sees(ask.may("rules"), "allowed");
        checker.finds(ask.may("dashboards"), "missing_permission");

        ada.does().delete(path).then().statusCode(204);
        checker.sees(ask.may("rules"), "revoked");
        ada.does().get(path).then().statusCode(404);
    }

    @Test
    void itsTokenManagesWhatItMayInEverySpellingOfTheHeader() {
        String token = ada.tokenOf(ada.createsApiUser(
                workspace,
                Map.of("name", "Installer", "permissions", List.of("devices"), "devices", Map.of("all", true))));
        checker.sees(Ask.token(token).in(workspace).may("devices"), "allowed");
        String basic = Base64.getEncoder().encodeToString((token + ":" + token).getBytes());

        for (String authorization : List.of("Token " + token, "Bearer " + token, "Basic " + basic)) {
            Person.with(stack, authorization)
                    .body(Map.of("name", "Boiler"))
                    .post("/v1/workspaces/" + workspace + "/devices")
                    .then()
                    .statusCode(201);
        }
        Person.with(stack, "Token " + token)
                .get("/v1/workspaces/" + workspace + "/members")
                .then()
                .statusCode(403);
    }
}
