package io.latchkey.token.brokers;

import static io.restassured.RestAssured.given;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(MosquittoWithoutCredentialTest.Opened.class)
@WithTestResource(Servers.class)
class MosquittoWithoutCredentialTest {
    public static final class Opened implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.mqtt.mosquitto-without-credential", "true");
        }
    }

    @Test
    void mosquittoIsAnsweredWithoutACredentialAndEmqxIsNot() {
        Holder user = Told.user();

        given().contentType(ContentType.URLENC)
                .formParam("username", user.token())
                .formParam("password", user.token())
                .post("/v1/mqtt/mosquitto/user")
                .then()
                .statusCode(200);
        given().contentType(ContentType.JSON)
                .body(Map.of("username", user.token(), "password", user.token()))
                .post("/v1/mqtt/emqx/authentication")
                .then()
                .statusCode(401);
    }

    @Test
    void aWrongCredentialIsStillWrong() {
        given().auth()
                .preemptive()
                .basic("x", "y")
                .contentType(ContentType.URLENC)
                .formParam("username", "x")
                .formParam("password", "x")
                .post("/v1/mqtt/mosquitto/user")
                .then()
                .statusCode(401);
    }
}
