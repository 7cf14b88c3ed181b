package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
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

@ExtendWith(OnTheStack.class)
class RegisterJourneyTest {
    private final Stack stack;
    private final Checker checker;

    RegisterJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @Test
    void registeringMakesAnOrganizationAWorkspaceAndATokenThatMayDoEverythingThere() {
        String email = Person.address("Ada");
        Person ada = Person.registers(stack, "Ada", email);

        String workspace = ada.firstWorkspace();
        String token = ada.personalToken();

        ada.does().get("/v1/organizations").then().body("items.size()", equalTo(1));
        assertThat(token).startsWith("lk_pat_");
        checker.sees(Ask.token(token).in(workspace).may("billing"), "allowed");
        checker.check(Ask.token(token).in(workspace))
                .then()
                .body("account", equalTo(ada.account))
                .body("kind", equalTo("user"))
                .body("permissions", hasItem("members"));
    }

    @Test
    void theFirstWorkspaceIsNamedAfterTheCompany() {
        String email = Person.address("Grace");
        Person.anybody(stack)
                .body(Map.of(
                        "email",
                        email,
                        "password",
                        "compilers are for people",
                        "displayName",
                        "Grace",
                        "company",
                        "Harbour Works"))
                .post("/v1/accounts")
                .then()
                .statusCode(201)
                .body("email", equalTo(email));
        String access = Person.anybody(stack)
                .body(Map.of("email", email, "password", "compilers are for people"))
                .post("/v1/sessions")
                .path("accessToken");

        await().untilAsserted(() -> Person.with(stack, "Bearer " + access)
                .get("/v1/workspaces")
                .then()
                .body("items.name", hasItem("Harbour Works"))
                .body("items[0].slug", startsWith("harbour-works")));
    }

    @Test
    void aTokenIsShownAgainToALogInAndNeverToAToken() {
        Person ada = Person.registers(stack, "Ada");
        String token = ada.personalToken();
        String id = ada.does().get("/v1/tokens").path("items[0].id");

        ada.does().get("/v1/tokens/" + id).then().statusCode(200).body("value", nullValue());
        Person.with(stack, "Token " + token)
                .post("/v1/tokens/" + id + "/reveal")
                .then()
                .statusCode(403);
    }

    @Test
    void aRefreshTokenWorksOnceAndUsingItTwiceEndsTheSession() {
        Person ada = Person.registers(stack, "Ada");
        String first = ada.logsIn().path("refreshToken");

        Response renewed = refresh(first);
        renewed.then().statusCode(200);
        String second = renewed.path("refreshToken");
        assertThat(second).isNotEqualTo(first);
        refresh(first).then().statusCode(401);

        refresh(second).then().statusCode(401);
    }

    private Response refresh(String refreshToken) {
        return Person.anybody(stack).body(Map.of("refreshToken", refreshToken)).post("/v1/sessions/refresh");
    }

    @Test
    void loggingOutEndsTheRefreshToken() {
        Person ada = Person.registers(stack, "Ada");
        Response session = ada.logsIn();

        ada.does().delete("/v1/sessions/current").then().statusCode(204);

        refresh(session.path("refreshToken")).then().statusCode(401);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressLookAlike() {
        Person ada = Person.registers(stack, "Ada");

        Response wrong = Person.anybody(stack)
                .body(Map.of("email", ada.email, "password", "not the passphrase"))
                .post("/v1/sessions");
        Response unknown = Person.anybody(stack)
                .body(Map.of("email", Person.address("Nobody"), "password", "not the passphrase"))
                .post("/v1/sessions");

        wrong.then().statusCode(401);
        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(unknown.body().asString()).isEqualTo(wrong.body().asString());
    }

    @Test
    void whatIsWrongWithARegistrationIsNamed() {
        Person.anybody(stack)
                .body(Map.of("email", "not an address", "password", "short", "displayName", "Ada"))
                .post("/v1/accounts")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:latchkey:problem:invalid"))
                .body("violations.field", hasItem("email"))
                .body("violations.field", hasItem("password"));
    }
}
