package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.people.Wire;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OnTheStack.class)
class BoundaryJourneyTest {
    private final Stack stack;
    private final Checker checker;
    private final Person ada;
    private final String workspace;

    BoundaryJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
        this.ada = Person.registers(stack, "Ada");
        this.workspace = ada.firstWorkspace();
    }

    @Test
    void nobodyGivesWhatTheyDoNotHold() {
        Person grace = Person.registers(stack, "Grace");
        String device = ada.createsDevice(workspace, "Boiler");
        ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of("members", "reports")));
        checker.sees(Ask.token(grace.personalToken()).in(workspace).may("members"), "allowed");

        grace.does()
                .body(Map.of("name", "Sneaky", "permissions", List.of("billing")))
                .post("/v1/workspaces/" + workspace + "/api-users")
                .then()
                .statusCode(403);
        grace.does()
                .body(Map.of("name", "Sneaky", "devices", Map.of("ids", List.of(device))))
                .post("/v1/workspaces/" + workspace + "/api-users")
                .then()
                .statusCode(403);
        grace.does()
                .body(Map.of("roles", List.of("owner")))
                .patch("/v1/workspaces/" + workspace + "/members/" + grace.account)
                .then()
                .statusCode(403);
        grace.createsApiUser(workspace, Map.of("name", "Honest", "permissions", List.of("reports")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/devices", "/members", "/api-users", "/roles", "/teams", "/invitations"})
    void aForeignWorkspaceLooksLikeAMissingOne(String below) {
        Person mallory = Person.registers(stack, "Mallory");

        Response foreign = mallory.does().get("/v1/workspaces/" + workspace + below);
        Response missing = mallory.does().get("/v1/workspaces/" + UUID.randomUUID() + below);

        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(foreign.body().asString().replace(workspace, "…"))
                .isEqualTo(missing.body().asString().replaceAll("[0-9a-f-]{36}", "…"));
    }

    @Test
    void theLastOwnerStays() {
        String member = "/v1/workspaces/" + workspace + "/members/" + ada.account;

        ada.does().delete(member).then().statusCode(409).body("type", equalTo("urn:latchkey:problem:last-owner"));
        ada.does()
                .body(Map.of("roles", List.of("observer")))
                .patch(member)
                .then()
                .statusCode(409);
    }

    @Test
    void anotherHoldersTokensAreMissing() {
        Person mallory = Person.registers(stack, "Mallory");
        String token = ada.does().get("/v1/tokens").path("items[0].id");
        ada.personalToken();

        mallory.does().get("/v1/tokens/" + token).then().statusCode(404);
        mallory.does().post("/v1/tokens/" + token + "/reveal").then().statusCode(404);
        mallory.does().delete("/v1/tokens/" + token).then().statusCode(404);
        mallory.does()
                .queryParam("account", ada.account)
                .get("/v1/tokens")
                .then()
                .statusCode(404);
    }

    @Test
    void checksNeedACallersCredential() {
        String body = "{\"token\":\"" + ada.personalToken() + "\"}";

        Person.anybody(stack).body(body).post("/v1/check").then().statusCode(401);
        Person.anybody(stack)
                .auth()
                .preemptive()
                .basic("checker", "wrong")
                .body(body)
                .post("/v1/check")
                .then()
                .statusCode(401);
        Person.with(stack, "Token " + ada.personalToken())
                .body(body)
                .post("/v1/check")
                .then()
                .statusCode(401);
    }

    @Test
    void servicesDoNotTakeOpaqueTokensNorHeadersThatNameSomebody() {
        String token = ada.personalToken();

        RestAssured.given()
                .baseUri(stack.url("workspace"))
                .header("Authorization", "Bearer " + token)
                .get("/v1/workspaces")
                .then()
                .statusCode(401);
        Person.anybody(stack)
                .header("Latchkey-Account", ada.account)
                .header("X-Forwarded-User", ada.account)
                .get("/v1/workspaces")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/metrics",
                "/health",
                "/health/ready",
                "/openapi",
                "/q/dev",
                "/v1/accounts/../metrics",
                "/v1/workspaces/%2e%2e/x",
                "/v1"
            })
    void whatIsInsideIsNotReachableThroughTheGateway(String path) {
        assertThat(Wire.get(stack.gateway(), path)).startsWith("HTTP/1.1 404");
    }
}
