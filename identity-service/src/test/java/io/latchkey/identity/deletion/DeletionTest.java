package io.latchkey.identity.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.identity.Someone;
import io.latchkey.identity.Someone.LoggedIn;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class DeletionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool postgres;

    @Inject
    DeleteAccounts deleteAccounts;

    @AfterEach
    void peersAreBack() {
        Servers.peers().down(false);
    }

    @Test
    void endsSessionsAndTokensAtOnce() {
        Someone ada = Someone.registers();
        LoggedIn session = ada.logsIn();

        session.request()
                .delete("/v1/account")
                .then()
                .statusCode(202)
                .header("Latchkey-Revision", notNullValue())
                .body("status", equalTo("suspended"))
                .body("deletesAt", notNullValue());

        assertThat(ada.refresh(session)).isEqualTo(401);
        assertThat(told(ada, "suspended")).isTrue();
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ada.mails("Your account will be deleted")).hasSize(1));
    }

    @Test
    void isTakenBackByLoggingIn() {
        Someone ada = Someone.registers();
        ada.logsIn().request().delete("/v1/account").then().statusCode(202);
        ada.triesToLogIn("not the password", null).then().statusCode(401);

        LoggedIn back = ada.logsIn();

        back.request().get("/v1/account").then().body("status", equalTo("active"));
        due(ada);
        deleteDue();
        back.request().get("/v1/account").then().body("status", equalTo("active"));
    }

    @Test
    void leavesNothingPersonalOnceTheTimeIsOver() {
        Someone ada = Someone.registers();
        LoggedIn session = ada.logsIn();
        session.request().delete("/v1/account").then().statusCode(202);
        deleteDue();
        assertThat(rows("select from account where id = $1 and email is not null", ada))
                .isEqualTo(1);
        due(ada);

        deleteDue();

        assertThat(told(ada, "deleted")).isTrue();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ada.mails("Your account is deleted")).hasSize(1));
        ada.triesToLogIn(Someone.PASSWORD, null).then().statusCode(401);
        assertThat(rows(
                        "select from account where id = $1 and email is null and display_name = 'Deleted account'",
                        ada))
                .isEqualTo(1);
        for (String table : new String[] {"password", "session", "mailed_code", "second_factor"}) {
            assertThat(rows("select from " + table + " where account = $1", ada))
                    .isZero();
        }
    }

    @Test
    void freesTheAddress() {
        Someone ada = Someone.registers();
        ada.logsIn().request().delete("/v1/account").then().statusCode(202);
        due(ada);
        deleteDue();

        ada.anonymous()
                .body(Map.of("email", ada.email, "password", Someone.PASSWORD, "displayName", "Ada"))
                .post("/v1/accounts")
                .then()
                .statusCode(201);
    }

    @Test
    void isRefusedWhileOthersAreInAnOrganization() {
        Someone ada = Someone.registers();
        String jwt = TestIssuer.session(ada.account);
        Servers.peers().answer(jwt, "/v1/organizations/shared", "{\"items\":[{\"name\":\"Engines\"}],\"next\":\"1\"}");
        Servers.peers().answer(jwt, "/v1/organizations/shared?after=1", "{\"items\":[{\"name\":\"Looms\"}]}");

        as(jwt).delete("/v1/account")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:latchkey:problem:last-owner"))
                .body("detail", containsString("Engines, Looms"));

        ada.logsIn().request().get("/v1/account").then().body("status", equalTo("active"));
    }

    @Test
    void isNotDecidedWhileThatCannotBeSaid() {
        Someone ada = Someone.registers();
        LoggedIn session = ada.logsIn();
        Servers.peers().down(true);

        session.request().delete("/v1/account").then().statusCode(503).header("Retry-After", notNullValue());

        assertThat(ada.refresh(session)).isEqualTo(200);
    }

    @Test
    void needsAFreshLogIn() {
        Someone ada = Someone.registers();

        as(TestIssuer.session(ada.account, Duration.ofHours(1)))
                .delete("/v1/account")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:latchkey:problem:fresh-login-required"));
        as(TestIssuer.swapped(ada.account, "user")).delete("/v1/account").then().statusCode(403);
        as(TestIssuer.session(UUID.randomUUID())).delete("/v1/account").then().statusCode(404);
    }

    private static RequestSpecification as(String jwt) {
        return RestAssured.given().contentType(ContentType.JSON).auth().oauth2(jwt);
    }

    private static boolean told(Someone someone, String status) {
        return !TestEvents.read(
                        TestEvents.ACCOUNTS,
                        event -> event.key().equals(someone.account.toString())
                                && event.value().contains("\"status\":\"" + status + "\""))
                .isEmpty();
    }

    private void deleteDue() {
        try {
            VertxContextSupport.subscribeAndAwait(deleteAccounts::deleteDue);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private void due(Someone someone) {
        rows(
                "update account set deletes_at = now() - interval '1 s' where id = $1 and deletes_at is not null",
                someone);
    }

    private int rows(String sql, Someone someone) {
        return postgres.preparedQuery(sql)
                .execute(Tuple.of(someone.account))
                .await()
                .atMost(SOON)
                .rowCount();
    }
}
