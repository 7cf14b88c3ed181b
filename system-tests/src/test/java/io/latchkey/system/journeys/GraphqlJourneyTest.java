package io.latchkey.system.journeys;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

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
    void anApiUsersTokenIsCreatedRotatedAndRevoked() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        String robot = asks(ada, CREATE, Map.of("workspace", workspace)).path("data.createApiUser.account");
        ada.tokenOf(robot);
        Response created = asks(ada, """
                mutation($robot: String!, $workspace: String!) {
                    createToken(name: "CI", account: $robot, limits: {workspaces: [$workspace], permissions: ["exports"]}) {
                        id value limits { permissions }
                    }
                }""", Map.of("robot", robot, "workspace", workspace));
        String token = created.path("data.createToken.value");
        checker.sees(Ask.token(token).in(workspace).may("exports"), "allowed");

        Response rotated = asks(
                ada,
                "mutation($id: String!) { rotateToken(id: $id, overlap: \"PT0S\") { id value } }",
                Map.of("id", created.path("data.createToken.id")));

        checker.sees(
                Ask.token(rotated.path("data.rotateToken.value")).in(workspace).may("exports"), "allowed");
        Response revoked = asks(
                ada,
                "mutation($id: String!) { revokeToken(id: $id) }",
                Map.of("id", rotated.path("data.rotateToken.id")));
        revoked.then().body("data.revokeToken", equalTo(true)).header("Latchkey-Revision", notNullValue());
        checker.finds(
                Ask.token(rotated.path("data.rotateToken.value")).in(workspace).may("exports"), "revoked");
        asks(
                        ada,
                        "query($id: String!) { tokens(account: $id, status: \"active\") { items { name } } }",
                        Map.of("id", robot))
                .then()
                .body("data.tokens.items", hasSize(1));
    }

    @Test
    void onesAccountAndSessionsAreAskedFor() {
        Person ada = Person.registers(stack, "Ada");

        asks(ada, "{ account { displayName emailVerified } sessions { items { current } } }", Map.of())
                .then()
                .body("errors", nullValue())
                .body("data.account.displayName", startsWith("Ada"))
                .body("data.sessions.items.current", hasItem(true));
        asks(ada, "mutation { changeAccount(displayName: \"Countess\") { displayName } }", Map.of())
                .then()
                .body("data.changeAccount.displayName", equalTo("Countess"))
                .header("Latchkey-Revision", notNullValue());
    }

    private static Response asks(Person who, String query, Map<String, ?> variables) {
        return who.does().body(Map.of("query", query, "variables", variables)).post("/graphql");
    }

    @Test
    void whatIsForeignIsMissingHereToo() {
        Person ada = Person.registers(stack, "Ada");
        Person mallory = Person.registers(stack, "Mallory");
        mallory.isKnown();

        asks(mallory, CREATE, Map.of("workspace", ada.firstWorkspace()))
                .then()
                .statusCode(200)
                .body("data.createApiUser", nullValue())
                .body("errors[0].extensions.problem.status", equalTo(404));
        asks(
                        mallory,
                        "mutation($account: String!) { createToken(name: \"Mine now\", account: $account) { value } }",
                        Map.of("account", ada.createsApiUser(ada.firstWorkspace(), Map.of("name", "Robot"))))
                .then()
                .body("data.createToken", nullValue())
                .body("errors[0].extensions.problem.status", equalTo(404));
        Person.anybody(stack)
                .body(Map.of("query", CREATE))
                .post("/graphql")
                .then()
                .statusCode(401);
    }
}
