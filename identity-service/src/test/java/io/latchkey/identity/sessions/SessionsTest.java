package io.latchkey.identity.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.identity.Someone;
import io.latchkey.identity.Someone.LoggedIn;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class SessionsTest {
    private Someone ada;
    private LoggedIn here;
    private LoggedIn elsewhere;

    @BeforeEach
    void logIn() {
        ada = Someone.registers();
        here = ada.logsIn();
        elsewhere = ada.logsIn();
    }

    @Test
    void areListedWithWhereTheyAre() {
        here.request()
                .get("/v1/sessions")
                .then()
                .statusCode(200)
                .body("items.id", contains(here.id().toString(), elsewhere.id().toString()))
                .body("items.current", contains(true, false))
                .body("items[0].source", startsWith("10."))
                .body("items[0].userAgent", equalTo("test/1"));
    }

    @Test
    void oneCanBeEnded() {
        here.request().delete("/v1/sessions/" + elsewhere.id()).then().statusCode(204);

        assertThat(ada.refresh(elsewhere)).isEqualTo(401);
        here.request().get("/v1/sessions").then().body("items", hasSize(1));
        here.request().delete("/v1/sessions/" + elsewhere.id()).then().statusCode(404);
    }

    @Test
    void allOthersCanBeEnded() {
        here.request().delete("/v1/sessions").then().statusCode(204);

        assertThat(ada.refresh(elsewhere)).isEqualTo(401);
        assertThat(ada.refresh(here)).isEqualTo(200);
    }

    @Test
    void somebodyElsesLookMissing() {
        Someone.registers()
                .logsIn()
                .request()
                .delete("/v1/sessions/" + here.id())
                .then()
                .statusCode(404);

        assertThat(ada.refresh(here)).isEqualTo(200);
    }

    @Test
    void aTokenNeitherSeesNorEndsThem() {
        String token = TestIssuer.swapped(ada.account, "user");

        RestAssured.given().auth().oauth2(token).get("/v1/sessions").then().statusCode(403);
        for (String path : List.of("", "/current", "/" + here.id())) {
            RestAssured.given()
                    .auth()
                    .oauth2(token)
                    .delete("/v1/sessions" + path)
                    .then()
                    .statusCode(403);
        }
        assertThat(ada.refresh(here)).isEqualTo(200);
    }
}
