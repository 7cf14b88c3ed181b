package io.latchkey.system.journeys;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Through the gateway, with a session and with a token. */
@ExtendWith(OnTheStack.class)
class GraphqlJourneyTest {
    private static final String CREATE = """
            mutation($workspace: String!) {
                createApiUser(workspace: $workspace, apiUser: {name: "Night export", permissions: ["exports"]}) { account }
            }""";
    private static final String CHANGE = """
            mutation($workspace: String!, $account: String!) {
                changeApiUser(workspace: $workspace, account: $account, apiUser: {permissions: ["reports"]}) { name }
            }""";

    private final Stack stack;
    private final Checker checker;

    GraphqlJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @Test
    void rightsThatAreChangedByGraphqlReachTheChecks() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String robot = ada.does()
                .body(Map.of("query", CREATE, "variables", Map.of("workspace", workspace)))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("errors", nullValue())
                .extract()
                .path("data.createApiUser.account");
        String token = ada.tokenOf(robot);
        checker.sees(Ask.token(token).in(workspace).may("exports"), "allowed");

        Response changed = Person.with(stack, "Token " + ada.personalToken())
                .body(Map.of("query", CHANGE, "variables", Map.of("workspace", workspace, "account", robot)))
                .post("/graphql");

        String revision = changed.then()
                .statusCode(200)
                .body("errors", nullValue())
                .header("Latchkey-Revision", notNullValue())
                .extract()
                .header("Latchkey-Revision");
        checker.finds(Ask.token(token).in(workspace).may("exports").atLeast(revision), "missing_permission");
        checker.finds(Ask.token(token).in(workspace).may("reports").atLeast(revision), "allowed");
    }

    @Test
    void whatIsForeignIsMissingHereToo() {
        Person ada = Person.registers(stack, "Ada");
        Person mallory = Person.registers(stack, "Mallory");
        mallory.isKnown();

        mallory.does()
                .body(Map.of("query", CREATE, "variables", Map.of("workspace", ada.firstWorkspace())))
                .post("/graphql")
                .then()
                .statusCode(200)
                .body("data.createApiUser", nullValue())
                .body("errors[0].extensions.problem.status", equalTo(404));
        Person.anybody(stack)
                .body(Map.of("query", CREATE))
                .post("/graphql")
                .then()
                .statusCode(401);
    }
}
