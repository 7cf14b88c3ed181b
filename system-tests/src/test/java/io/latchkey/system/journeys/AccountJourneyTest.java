package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Mailbox;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class AccountJourneyTest {
    private static final String NEW = "difference engine no. 2";

    private final Stack stack;
    private final Checker checker;

    AccountJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    private int logIn(String email, String password) {
        return Person.anybody(stack)
                .body(Map.of("email", email, "password", password))
                .post("/v1/sessions")
                .statusCode();
    }

    @Test
    void anAddressIsVerifiedAndAForgottenPasswordSetAnewByMail() {
        Person ada = Person.registers(stack, "Ada");
        Mailbox mails = new Mailbox(stack, ada.email);

        Person.anybody(stack)
                .body(Map.of("code", mails.code("Confirm your e-mail address")))
                .post("/v1/accounts/email-verification")
                .then()
                .statusCode(204);
        ada.does().get("/v1/account").then().body("emailVerified", equalTo(true));

        Person.anybody(stack)
                .body(Map.of("email", ada.email))
                .post("/v1/accounts/password-reset")
                .then()
                .statusCode(204);
        Person.anybody(stack)
                .body(Map.of("code", mails.code("Set a new password"), "newPassword", NEW))
                .post("/v1/accounts/password-reset/confirmation")
                .then()
                .statusCode(204);
        assertThat(logIn(ada.email, ada.password)).isEqualTo(401);
        assertThat(logIn(ada.email, NEW)).isEqualTo(201);
    }

    @Test
    void aChangedPasswordEndsOtherSessionsAndTokensAreRevokedIfOneWants() {
        Person ada = Person.registers(stack, "Ada");
        String token = ada.personalToken();
        ada.logsIn();
        ada.does().get("/v1/sessions").then().statusCode(200).body("items", hasSize(2));

        ada.does()
                .body(Map.of("currentPassword", ada.password, "newPassword", NEW))
                .post("/v1/account/password")
                .then()
                .statusCode(204);

        ada.does().get("/v1/sessions").then().body("items", hasSize(1)).body("items.current", contains(true));
        checker.finds(Ask.token(token), "allowed");
        ada.does().delete("/v1/tokens?account=" + ada.account);
        checker.finds(Ask.token(token), "revoked");
    }

    @Test
    void aSuspendedAccountsTokensAreRefusedUntilItIsResumed() {
        Person ada = Person.registers(stack, "Ada");
        String token = ada.personalToken();
        checker.sees(Ask.token(token), "allowed");
        String suspension = stack.url("identity") + "/v1/operations/accounts/" + ada.account + "/suspension";

        RestAssured.given()
                .auth()
                .preemptive()
                .basic(stack.value("/operator/id"), stack.value("/operator/secret"))
                .put(suspension)
                .then()
                .statusCode(204);

        checker.sees(Ask.token(token), "suspended");
        RestAssured.given()
                .auth()
                .preemptive()
                .basic(stack.value("/operator/id"), stack.value("/operator/secret"))
                .delete(suspension)
                .then()
                .statusCode(204);
        checker.sees(Ask.token(token), "allowed");
    }

    @Test
    void whoeverLeavesTakesTheirDataAlongAndMayComeBack() {
        Person ada = Person.registers(stack, "Ada");
        String token = ada.personalToken();
        checker.sees(Ask.token(token), "allowed");
        ada.does()
                .get("/v1/account/export")
                .then()
                .statusCode(200)
                .body("account.email", equalTo(ada.email))
                .body("memberships.workspace", contains(ada.firstWorkspace()))
                .body("organizations", hasSize(1))
                .body("tokens.kind", contains("personal"));

        ada.does().delete("/v1/account").then().statusCode(202).body("deletesAt", notNullValue());

        checker.sees(Ask.token(token), "suspended");
        new Mailbox(stack, ada.email).text("Your account will be deleted");
        assertThat(logIn(ada.email, ada.password)).isEqualTo(201);
        checker.sees(Ask.token(token), "allowed");
    }

    @Test
    void nobodyLeavesAnOrganizationBehindThatOthersAreIn() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        ada.invites(ada.firstWorkspace(), Map.of("email", grace.email, "permissions", List.of("reports")))
                .then()
                .statusCode(201);

        ada.does().delete("/v1/account").then().statusCode(409);

        assertThat(logIn(ada.email, ada.password)).isEqualTo(201);
        grace.does().delete("/v1/account").then().statusCode(202);
    }

    @Test
    void anInvitationIsAcceptedWithTheMailedCodeByAnotherAddress() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        String address = Person.address("Graces work address");
        ada.invites(workspace, Map.of("email", address, "permissions", List.of("reports")))
                .then()
                .statusCode(201)
                .body("status", equalTo("pending"));

        grace.does()
                .body(Map.of("code", new Mailbox(stack, address).code("Invitation to ")))
                .post("/v1/invitations/acceptance")
                .then()
                .statusCode(200)
                .body("workspace", equalTo(workspace));

        checker.sees(Ask.token(grace.personalToken()).in(workspace).may("reports"), "allowed");
    }
}
