package io.latchkey.system.journeys;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

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
class LimitedTokenJourneyTest {
    private final Stack stack;
    private final Checker checker;
    private final Person ada;
    private final String workspace;

    LimitedTokenJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
        this.ada = Person.registers(stack, "Ada");
        this.workspace = ada.firstWorkspace();
        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("members"), "allowed");
    }

    private String createsToken(Map<String, Object> limits) {
        return ada.does()
                .body(Map.of("name", "Limited", "limits", limits))
                .post("/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("value");
    }

    @Test
    void anOwnersLimitedTokenIsLimitedInChecksAndInEveryServiceBehindTheGateway() {
        String elsewhere = ada.createsWorkspace("Engine room");
        String token =
                createsToken(Map.of("permissions", List.of("devices", "reports"), "workspaces", List.of(workspace)));
        Ask ask = Ask.token(token);

        checker.finds(ask.in(workspace).may("reports"), "allowed");
        checker.finds(ask.in(workspace).may("members"), "missing_permission");
        checker.finds(ask.in(elsewhere).may("reports"), "wrong_workspace");

        Person.with(stack, "Token " + token)
                .get("/v1/workspaces")
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(workspace));
        Person.with(stack, "Token " + token)
                .body(Map.of("name", "Boiler"))
                .post("/v1/workspaces/" + workspace + "/devices")
                .then()
                .statusCode(201);
        Person.with(stack, "Token " + token)
                .get("/v1/workspaces/" + workspace + "/members")
                .then()
                .statusCode(403);
        Person.with(stack, "Token " + token)
                .get("/v1/workspaces/" + elsewhere + "/devices")
                .then()
                .statusCode(404);
        Person.with(stack, "Token " + token).get("/v1/tokens").then().statusCode(403);
        Person.with(stack, "Token " + token)
                .body(Map.of("displayName", "Mallory"))
                .patch("/v1/account")
                .then()
                .statusCode(403);
    }

    @Test
    void aTokenLimitedToNetworksIsRefusedFromElsewhereAtTheGateway() {
        String here = createsToken(Map.of("networks", List.of("127.0.0.0/8")));
        String elsewhere = createsToken(Map.of("networks", List.of("198.51.100.0/24")));

        Person.with(stack, "Token " + here).get("/v1/workspaces").then().statusCode(200);
        Person.with(stack, "Token " + elsewhere).get("/v1/workspaces").then().statusCode(403);
        Person.with(stack, "Token " + elsewhere)
                .header("X-Forwarded-For", "198.51.100.7")
                .get("/v1/workspaces")
                .then()
                .statusCode(403);
    }
}
