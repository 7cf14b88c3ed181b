package io.latchkey.identity.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.identity.Someone;
import io.latchkey.local.tests.LogLines;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class SecurityLogTest {
    private LogLines lines;
    private Someone ada;

    @BeforeEach
    void listen() {
        ada = Someone.registers();
        lines = LogLines.of("latchkey.security");
    }

    @AfterEach
    void listenNoMore() {
        lines.close();
    }

    private void lastSays(String line) {
        assertThat(lines.all()).last().asString().startsWith(line).doesNotContain(ada.email, Someone.PASSWORD);
    }

    private static double counted(String outcome) {
        return given().get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("latchkey_log_ins_total{outcome=\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void whoLogsInIsToldOf() {
        double before = counted("succeeded");

        ada.logsIn();

        lastSays("POST /v1/sessions 201 succeeded account=" + ada.account + " token=- source=10.");
        assertThat(counted("succeeded")).isEqualTo(before + 1);
    }

    @Test
    void whyALogInIsRefusedIsToldTheOperatorAlone() {
        double before = counted("wrong-password");

        ada.triesToLogIn("incorrect horse battery", null).then().statusCode(401);

        lastSays("POST /v1/sessions 401 wrong-password account=" + ada.account + " token=- source=10.");
        assertThat(counted("wrong-password")).isEqualTo(before + 1);
    }

    @Test
    void ofAnUnknownAddressThereIsOnlyWhereTheTryCameFrom() {
        ada.anonymous()
                .body(Map.of("email", "nobody-" + ada.email, "password", Someone.PASSWORD))
                .post("/v1/sessions")
                .then()
                .statusCode(401);

        lastSays("POST /v1/sessions 401 unknown-address account=- token=- source=10.");
    }

    @Test
    void triesThatAreThrottledAreToldOf() {
        for (int i = 0; i < 10; i++) {
            ada.triesToLogIn("wrong " + i, null).then().statusCode(401);
        }

        ada.triesToLogIn(Someone.PASSWORD, null).then().statusCode(429);

        lastSays("POST /v1/sessions 429 throttled account=- token=- source=10.");
    }

    @Test
    void whoMayNotIsToldOfWithTheToken() {
        given().auth()
                .oauth2(TestIssuer.swapped(ada.account, "user"))
                .delete("/v1/sessions")
                .then()
                .statusCode(403);

        lastSays("DELETE /v1/sessions 403 not-allowed account=" + ada.account + " token=");
    }

    @Test
    void whoComesWithATokenThatIsNoGoodIsToldOf() {
        given().auth().oauth2("e30.e30.e30").get("/v1/account").then().statusCode(401);

        lastSays("GET /v1/account 401 not-authenticated account=- token=- source=127.0.0.1");
    }

    @Test
    void aChangedPasswordIsToldOf() {
        ada.logsIn()
                .request()
                .body(Map.of("currentPassword", Someone.PASSWORD, "newPassword", "difference engine no. 2"))
                .post("/v1/account/password")
                .then()
                .statusCode(204);

        lastSays("POST /v1/account/password 204 - account=" + ada.account + " token=- source=");
    }

    @Test
    void whatIsAskedInTheOrdinaryWayIsNot() {
        Someone.LoggedIn session = ada.logsIn();
        int before = lines.all().size();

        session.request().get("/v1/account").then().statusCode(200);

        assertThat(lines.all()).hasSize(before);
    }
}
