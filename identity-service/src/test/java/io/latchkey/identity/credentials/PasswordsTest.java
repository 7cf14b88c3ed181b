package io.latchkey.identity.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.identity.Someone;
import io.latchkey.identity.Someone.LoggedIn;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class PasswordsTest {
    private static final String NEW = "difference engine no. 2";
    private static final String RESET = "Set a new password";

    private Someone ada;

    @BeforeEach
    void register() {
        ada = Someone.registers();
    }

    private static Response change(LoggedIn session, String current, String wanted) {
        return session.request()
                .body(Map.of("currentPassword", current, "newPassword", wanted))
                .post("/v1/account/password");
    }

    private void askForReset(String email) {
        ada.anonymous()
                .body(Map.of("email", email))
                .post("/v1/accounts/password-reset")
                .then()
                .statusCode(204);
    }

    private Response reset(String code, String wanted) {
        return ada.anonymous()
                .body(Map.of("code", code, "newPassword", wanted))
                .post("/v1/accounts/password-reset/confirmation");
    }

    @Test
    void changingItEndsAllOtherSessionsAndTellsThePerson() {
        LoggedIn here = ada.logsIn();
        LoggedIn elsewhere = ada.logsIn();

        change(here, Someone.PASSWORD, NEW).then().statusCode(204);

        assertThat(ada.refresh(elsewhere)).isEqualTo(401);
        assertThat(ada.refresh(here)).isEqualTo(200);
        ada.triesToLogIn(Someone.PASSWORD, null).then().statusCode(401);
        ada.logsIn(NEW);
        await().untilAsserted(
                        () -> assertThat(ada.mails("Your password was changed")).hasSize(1));
    }

    @Test
    void changingItNeedsThePresentOne() {
        LoggedIn session = ada.logsIn();

        change(session, "wrong horse", NEW)
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:not-allowed"));

        ada.logsIn();
    }

    @Test
    void whoGuessesThePresentOneIsStopped() {
        LoggedIn session = ada.logsIn();
        for (int i = 0; i < 10; i++) {
            change(session, "wrong horse " + i, NEW).then().statusCode(403);
        }

        change(session, Someone.PASSWORD, NEW).then().statusCode(429);
    }

    @Test
    void anApiTokenChangesNone() {
        RestAssured.given()
                .contentType(ContentType.JSON)
                .auth()
                .oauth2(TestIssuer.swapped(ada.account, "user"))
                .body(Map.of("currentPassword", Someone.PASSWORD, "newPassword", NEW))
                .post("/v1/account/password")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password123", "qwertyuiop", "12345678", "iloveyou1", "P@ssw0rd"})
    void oneThatIsGuessedSoonIsRefused(String weak) {
        change(ada.logsIn(), Someone.PASSWORD, weak)
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("newPassword"));
        ada.anonymous()
                .body(Map.of("email", "x" + ada.email, "password", weak, "displayName", "Ada"))
                .post("/v1/accounts")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("password"));
    }

    @Test
    void onesOwnAddressIsAWeakOne() {
        change(ada.logsIn(), Someone.PASSWORD, ada.email).then().statusCode(400);
    }

    @Test
    void aForgottenOneIsSetAnewWithAMailedCodeThatWorksOnce() {
        LoggedIn session = ada.logsIn();
        askForReset(ada.email.toUpperCase());
        String code = ada.code(RESET, 1);

        reset(code, "password").then().statusCode(400).body("violations[0].field", equalTo("newPassword"));
        reset(code, NEW).then().statusCode(204);

        assertThat(ada.refresh(session)).isEqualTo(401);
        ada.triesToLogIn(Someone.PASSWORD, null).then().statusCode(401);
        ada.logsIn(NEW).request().get("/v1/account").then().body("emailVerified", equalTo(true));
        reset(code, NEW + "!").then().statusCode(400).body("violations[0].field", equalTo("code"));
    }

    @Test
    void usingOneCodeEndsTheOthers() {
        askForReset(ada.email);
        String first = ada.code(RESET, 1);
        askForReset(ada.email);
        String second = ada.code(RESET, 2);

        reset(second, NEW).then().statusCode(204);

        reset(first, NEW + "!").then().statusCode(400);
    }

    @Test
    void anUnknownAddressIsAnsweredAlike() {
        askForReset("nobody-" + ada.email);
        reset("lk_mc_nonsense", NEW).then().statusCode(400);
    }
}
