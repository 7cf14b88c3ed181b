package io.latchkey.identity.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.identity.Someone;
import io.latchkey.identity.Someone.LoggedIn;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class SuspendTest {
    private static RequestSpecification operator() {
        return given().auth().preemptive().basic("operator", Servers.OPERATOR_SECRET);
    }

    private static String suspension(UUID account) {
        return "/v1/operations/accounts/" + account + "/suspension";
    }

    @Test
    void endsSessionsAndIsToldUntilTheAccountIsResumed() {
        Someone ada = Someone.registers();
        LoggedIn session = ada.logsIn();

        operator().put(suspension(ada.account)).then().statusCode(204);
        operator().put(suspension(ada.account)).then().statusCode(204);

        assertThat(ada.refresh(session)).isEqualTo(401);
        ada.triesToLogIn(Someone.PASSWORD, null).then().statusCode(401);
        assertThat(TestEvents.read(
                        TestEvents.ACCOUNTS,
                        event -> event.key().equals(ada.account.toString())
                                && event.value().contains("\"status\":\"suspended\"")))
                .isNotEmpty();
        operator().delete(suspension(ada.account)).then().statusCode(204);
        ada.logsIn();
        assertThat(ada.refresh(session)).isEqualTo(401);
    }

    @Test
    void isForOperators() {
        Someone ada = Someone.registers();
        LoggedIn session = ada.logsIn();

        given().put(suspension(ada.account))
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:latchkey:problem:unknown-client"));
        given().auth()
                .preemptive()
                .basic("operator", "wrong")
                .put(suspension(ada.account))
                .then()
                .statusCode(401);
        session.request().put(suspension(ada.account)).then().statusCode(401);
        assertThat(ada.refresh(session)).isEqualTo(200);
    }

    @Test
    void thereMustBeSuchAnAccount() {
        operator().put(suspension(UUID.randomUUID())).then().statusCode(404);
    }
}
