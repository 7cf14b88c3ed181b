package io.latchkey.identity.export;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.identity.Someone;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ExportTest {
    @AfterEach
    void peersAreBack() {
        Servers.peers().down(false);
    }

    @Test
    void holdsWhatEveryServiceKnows() {
        Someone ada = Someone.registers();
        ada.logsIn();
        String jwt = TestIssuer.session(ada.account);
        Servers.peers().answer(jwt, "/v1/organizations", "{\"items\":[{\"name\":\"Engines\"}]}");
        Servers.peers().answer(jwt, "/v1/memberships", "{\"items\":[{\"slug\":\"one\"}],\"next\":\"1\"}");
        Servers.peers().answer(jwt, "/v1/memberships?after=1", "{\"items\":[{\"slug\":\"two\"}]}");
        Servers.peers().answer(jwt, "/v1/tokens", "{\"items\":[{\"hint\":\"lk_pat_1234…5678\"}]}");

        as(jwt).get("/v1/account/export")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .header("Cache-Control", "no-store")
                .body("account.email", equalTo(ada.email))
                .body("secondFactor", equalTo(false))
                .body("sessions", hasSize(1))
                .body("organizations[0].name", equalTo("Engines"))
                .body("memberships.slug", equalTo(List.of("one", "two")))
                .body("tokens[0].hint", equalTo("lk_pat_1234…5678"));
    }

    @Test
    void isWholeOrNotAtAll() {
        Someone ada = Someone.registers();
        Servers.peers().down(true);

        as(TestIssuer.session(ada.account)).get("/v1/account/export").then().statusCode(503);
    }

    @Test
    void needsAFreshLogIn() {
        Someone ada = Someone.registers();

        as(TestIssuer.session(ada.account, Duration.ofHours(1)))
                .get("/v1/account/export")
                .then()
                .statusCode(401);
        as(TestIssuer.swapped(ada.account, "user"))
                .get("/v1/account/export")
                .then()
                .statusCode(403);
    }

    private static RequestSpecification as(String jwt) {
        return RestAssured.given().auth().oauth2(jwt);
    }
}
