package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Forward-auth (RFC 6750 challenges) and introspection (RFC 7662), as a gateway and a service use them. */
@ExtendWith(OnTheStack.class)
class GatewayAndProtocolJourneyTest {
    private final Stack stack;
    private final Checker checker;
    private final Person ada;
    private final String workspace;
    private final String token;

    GatewayAndProtocolJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
        this.ada = Person.registers(stack, "Ada");
        this.workspace = ada.firstWorkspace();
        this.token =
                ada.tokenOf(ada.createsApiUser(workspace, Map.of("name", "Export", "permissions", List.of("reports"))));
        checker.sees(Ask.token(token).in(workspace).may("reports"), "allowed");
    }

    private io.restassured.response.Response forwardAuth(String authorization, String permission) {
        return Person.with(stack, authorization)
                .queryParam("workspace", workspace)
                .queryParam("permission", permission)
                .get("/v1/forward-auth");
    }

    @Test
    void forwardAuthSaysWhoItIs() {
        forwardAuth("Token " + token, "reports")
                .then()
                .statusCode(200)
                .header("Latchkey-Kind", equalTo("api-user"))
                .header("Latchkey-Workspace", equalTo(workspace))
                .header("Authorization", nullValue());
    }

    @Test
    void forwardAuthTellsNoGoodFromNotAllowed() {
        forwardAuth("Token " + token, "billing")
                .then()
                .statusCode(403)
                .header("WWW-Authenticate", containsString("insufficient_scope"));
        forwardAuth("Token lk_pat_nonsense", "reports")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"));
        Person.anybody(stack)
                .get("/v1/forward-auth")
                .then()
                .statusCode(401)
                .header(
                        "WWW-Authenticate",
                        equalTo("Bearer realm=\"latchkey\", resource_metadata=\"" + stack.gateway()
                                + "/.well-known/oauth-protected-resource\""));
    }

    @Test
    void introspectionShowsAnActiveTokenAndNothingOfAnInactiveOne() {
        checker.asks()
                .formParam("token", token)
                .post("/v1/introspect")
                .then()
                .statusCode(200)
                .body("active", equalTo(true))
                .body("sub", equalTo(checker.check(Ask.token(token)).<String>path("account")));

        String nothing = checker.asks()
                .formParam("token", token.substring(0, token.length() - 1) + "_")
                .post("/v1/introspect")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(nothing).isEqualTo("{\"active\":false}");
    }

    @Test
    void badQuestionsAreNamed() {
        checker.check(new Ask(token, "not-a-uuid", null, null, null))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("workspace"));
        checker.check(Ask.token(token).in(workspace).may("no:such"))
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("permission"));
        checker.asks()
                .contentType("application/json")
                .body("{")
                .post("/v1/check")
                .then()
                .statusCode(400);
    }
}
