package io.latchkey.workspace.peers;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.workspace.Platform;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts and tokens of a query; the journeys ask the services themselves. */
@QuarkusTest
@WithTestResource(Servers.class)
class PeersTest {
    private static final UUID TOKEN = UUID.randomUUID();

    private String jwt;

    @BeforeEach
    void register() {
        jwt = TestIssuer.session(Platform.register().account());
    }

    @AfterEach
    void up() {
        Servers.peers().down(false);
    }

    @Test
    void tokenServiceIsAskedAsTheCaller() {
        UUID robot = UUID.randomUUID();
        Servers.peers().answer(jwt, "/v1/tokens?account=" + robot + "&status=active&limit=2", """
                        {"items": [{"id": "%s", "name": "CI", "limits": {"permissions": ["exports"]}, "newer": 1}]}""".formatted(TOKEN));

        asks("""
                query { tokens(account: "%s", status: "active", limit: 2) {
                    items { id name expiresAt limits { permissions } } next } }""".formatted(robot))
                .body("errors", nullValue())
                .body("data.tokens.items.id", contains(TOKEN.toString()))
                .body("data.tokens.items[0].expiresAt", nullValue())
                .body("data.tokens.items[0].limits.permissions", contains("exports"));
    }

    @Test
    void aRefusalIsToldAsItIs() {
        answerToken(400, """
                {"type": "urn:latchkey:problem:invalid", "status": 400, "detail": "expiresAt: is past",
                 "violations": [{"field": "expiresAt", "in": "body", "message": "is past"}]}""");
        asks(token())
                .body("data.token", nullValue())
                .body("errors[0].extensions.problem.type", equalTo("urn:latchkey:problem:invalid"))
                .body("errors[0].extensions.problem.violations[0].field", equalTo("expiresAt"));

        answerToken(401, """
                {"type": "urn:latchkey:problem:fresh-login-required", "detail": "This needs a fresh log-in."}""");
        asks(token())
                .body("errors[0].extensions.problem.status", equalTo(401))
                .body("errors[0].extensions.problem.detail", equalTo("This needs a fresh log-in."));
    }

    @Test
    void whatIsNoAnswerOfOursIsUnavailable() {
        answerToken(404, "<html>no such host</html>");
        asks(token()).body("errors[0].extensions.problem.status", equalTo(503));

        answerToken(500, "{\"type\": \"urn:latchkey:problem:internal\"}");
        asks(token()).body("errors[0].extensions.problem.status", equalTo(503));
    }

    @Test
    void whatNeedsNobodyElseIsAnsweredBesideASilentService() {
        Servers.peers().down(true);

        asks("{ account { displayName } workspaces { items { id } } }")
                .body("data.account", nullValue())
                .body("data.workspaces.items", not(nullValue()))
                .body("errors[0].extensions.problem.status", equalTo(503));
    }

    private void answerToken(int status, String body) {
        Servers.peers().answer(jwt, "/v1/tokens/" + TOKEN, status, body);
    }

    private static String token() {
        return "{ token(id: \"" + TOKEN + "\") { name } }";
    }

    private ValidatableResponse asks(String query) {
        return given().auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("query", query))
                .post("/graphql")
                .then()
                .statusCode(200);
    }
}
