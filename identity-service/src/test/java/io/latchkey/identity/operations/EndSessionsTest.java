package io.latchkey.identity.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.identity.Someone;
import io.latchkey.identity.Someone.LoggedIn;
import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class EndSessionsTest {
    private Someone ada;
    private Someone grace;
    private LoggedIn ofAda;
    private LoggedIn ofGrace;

    @BeforeEach
    void logIn() {
        ada = Someone.registers();
        grace = Someone.registers();
        ofAda = ada.logsIn();
        ofGrace = grace.logsIn();
    }

    private static RequestSpecification operator() {
        return given().auth().preemptive().basic("operator", Servers.OPERATOR_SECRET);
    }

    @Test
    void thoseOfAnAccountEndAndItCanLogInAgain() {
        operator()
                .delete("/v1/operations/accounts/" + ada.account + "/sessions")
                .then()
                .statusCode(204);

        assertThat(ada.refresh(ofAda)).isEqualTo(401);
        assertThat(grace.refresh(ofGrace)).isEqualTo(200);
        ada.logsIn();
    }

    @Test
    void everybodysEnd() {
        operator().delete("/v1/operations/sessions").then().statusCode(204);

        assertThat(ada.refresh(ofAda)).isEqualTo(401);
        assertThat(grace.refresh(ofGrace)).isEqualTo(401);
        ada.logsIn();
    }

    @Test
    void isForOperators() {
        given().delete("/v1/operations/sessions").then().statusCode(401);
        ofAda.request()
                .delete("/v1/operations/accounts/" + grace.account + "/sessions")
                .then()
                .statusCode(401);

        assertThat(grace.refresh(ofGrace)).isEqualTo(200);
    }
}
