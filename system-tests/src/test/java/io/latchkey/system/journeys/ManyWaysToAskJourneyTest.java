package io.latchkey.system.journeys;

import static io.restassured.http.ContentType.JSON;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Guest;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One token, asked about in every way there is, through the gateway. */
@ExtendWith(OnTheStack.class)
class ManyWaysToAskJourneyTest {
    private final Checker checker;
    private final Guest guest;

    ManyWaysToAskJourneyTest(Stack stack) {
        this.checker = new Checker(stack);
        this.guest = Guest.with(stack, "reports");
    }

    @Test
    void aBatchAndAuthzenSayWhatACheckSays() {
        String token = guest.ask().token();
        Map<String, Object> reports = Map.of("token", token, "workspace", guest.workspace(), "permission", "reports");
        Map<String, Object> billing = Map.of("token", token, "workspace", guest.workspace(), "permission", "billing");

        checker.asks()
                .contentType(JSON)
                .body(Map.of("checks", List.of(reports, billing)))
                .post("/v1/checks")
                .then()
                .statusCode(200)
                .body("results.verdict", contains("allowed", "missing_permission"));
        checker.asks()
                .contentType(JSON)
                .body(Map.of(
                        "subject", Map.of("type", "token", "id", token),
                        "resource", Map.of("type", "workspace", "id", guest.workspace()),
                        "evaluations",
                                List.of(
                                        Map.of("action", Map.of("name", "reports")),
                                        Map.of("action", Map.of("name", "billing")))))
                .post("/access/v1/evaluations")
                .then()
                .statusCode(200)
                .body("evaluations.decision", contains(true, false));
    }

    @Test
    void aServiceThatIsToldToForgetATokenEndsIt() {
        checker.asks()
                .formParam("token", guest.ask().token())
                .post("/v1/revoke")
                .then()
                .statusCode(200)
                .body(equalTo(""));

        checker.finds(guest.ask().may("reports"), "revoked");
    }

    @Test
    void aReceiptSaysThatEveryCheckSeesAChange() {
        String revision = guest.ada()
                .does()
                .body(Person.rights(List.of("exports")))
                .patch(guest.membership())
                .then()
                .statusCode(200)
                .extract()
                .header("Latchkey-Revision");

        checker.asks()
                .queryParam("atLeast", revision)
                .queryParam("wait", "PT10S")
                .get("/v1/propagation")
                .then()
                .statusCode(200)
                .body("visible", equalTo(true));

        checker.finds(guest.ask().may("exports"), "allowed");
        checker.finds(guest.ask().may("reports"), "missing_permission");
    }

    @Test
    void leakedTokensAreEndedForWhoeverFoundThem(Stack stack) {
        Person.anybody(stack)
                .body(Map.of("tokens", List.of("nonsense", guest.ask().token())))
                .post("/v1/tokens/leaked")
                .then()
                .statusCode(204);

        checker.finds(guest.ask().may("reports"), "revoked");
    }

    @Test
    void aServiceActsForItsCallerWithANarrowerJwt(Stack stack) {
        String jwt = checker.asks()
                .baseUri(stack.url("token"))
                .formParam("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange")
                .formParam("subject_token", guest.ada().personalToken())
                .formParam("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                .formParam("scope", "devices")
                .post("/v1/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");

        RequestSpecification asAda = RestAssured.given()
                .baseUri(stack.url("workspace"))
                .header("Authorization", "Bearer " + jwt)
                .basePath("/v1/workspaces/" + guest.workspace());
        asAda.get("/devices").then().statusCode(200);
        asAda.get("/members").then().statusCode(403);
        checker.asks().formParam("grant_type", "x").post("/v1/token").then().statusCode(404);
    }
}
