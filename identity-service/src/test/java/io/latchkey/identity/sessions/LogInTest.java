package io.latchkey.identity.sessions;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class LogInTest {
    private static final String PASSWORD = "correct horse battery";
    private final String email = UUID.randomUUID() + "@example.com";
    // Each test comes from a network address of its own, so that none uses up another's tries.
    private final String source = "10.%d.%d.%d".formatted(octet(), octet(), octet());

    private static int octet() {
        return 1 + (int) (Math.random() * 250);
    }

    @BeforeEach
    void register() {
        given().contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", PASSWORD, "displayName", "Ada"))
                .post("/v1/accounts")
                .then()
                .statusCode(201);
    }

    private Response logIn(String email, String password) {
        return given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", source)
                .body(Map.of("email", email, "password", password))
                .post("/v1/sessions");
    }

    private Response refresh(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("refreshToken", token))
                .post("/v1/sessions/refresh");
    }

    private static String part(String jwt, int part) {
        return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[part]), StandardCharsets.UTF_8);
    }

    @Test
    void answersWithAnAccessTokenInTheFormOfRfc9068() {
        String jwt = logIn(email, PASSWORD)
                .then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("refreshToken", notNullValue(), "expiresIn", equalTo(600))
                .extract()
                .path("accessToken");

        assertThat(part(jwt, 0)).contains("\"typ\":\"at+jwt\"", "\"alg\":\"ES256\"", "\"kid\"");
        assertThat(part(jwt, 1))
                .contains(
                        "\"iss\"", "\"aud\"", "\"sub\"", "\"client_id\"", "\"exp\"", "\"iat\"", "\"jti\"", "auth_time");
    }

    @Test
    void answersAlikeForAnUnknownAddressAndAWrongPassword() {
        Response unknown = logIn("nobody-" + email, PASSWORD);
        Response wrong = logIn(email, "incorrect horse");

        assertThat(unknown.statusCode()).isEqualTo(401);
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(unknown.asString()).isEqualTo(wrong.asString());
    }

    @Test
    void refusesFurtherTriesOnceTooManyHaveFailedEvenWithTheRightPassword() {
        for (int i = 0; i < 10; i++) {
            logIn(email, "wrong " + i).then().statusCode(401);
        }

        logIn(email, PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("urn:latchkey:problem:too-many-attempts"));
    }

    @Test
    void throttlesAnUnknownAddressJustLikeAKnownOne() {
        for (int i = 0; i < 10; i++) {
            logIn("nobody-" + email, PASSWORD).then().statusCode(401);
        }

        logIn("nobody-" + email, PASSWORD).then().statusCode(429);
    }

    @Test
    void aRefreshTokenWorksOnce() {
        String first = logIn(email, PASSWORD).path("refreshToken");

        String second = refresh(first).then().statusCode(200).extract().path("refreshToken");

        assertThat(second).isNotEqualTo(first);
        refresh(second).then().statusCode(200);
    }

    @Test
    void usingARefreshTokenAgainEndsTheSession() {
        String first = logIn(email, PASSWORD).path("refreshToken");
        String second = refresh(first).path("refreshToken");

        refresh(first).then().statusCode(401);

        refresh(second).then().statusCode(401);
    }

    @Test
    void loggingOutEndsTheRefreshToken() {
        // Sessions are verified by the issuer of the tests, so the JWT of this one names its session.
        Response session = logIn(email, PASSWORD);
        String claims = part(session.path("accessToken"), 1);
        String sid = claims.replaceAll(".*\"sid\":\"([^\"]+)\".*", "$1");
        String sub = claims.replaceAll(".*\"sub\":\"([^\"]+)\".*", "$1");
        String jwt = io.latchkey.local.tests.TestIssuer.sessionOf(UUID.fromString(sub), UUID.fromString(sid));

        given().auth().oauth2(jwt).delete("/v1/sessions/current").then().statusCode(204);

        refresh(session.path("refreshToken")).then().statusCode(401);
    }
}
