package io.latchkey.identity.totp;

import static org.assertj.core.api.Assertions.assertThat;
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
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class TotpTest {
    private Someone ada;
    private LoggedIn session;

    @BeforeEach
    void logIn() {
        ada = Someone.registers();
        session = ada.logsIn();
    }

    private byte[] begin() {
        String secret = session.request()
                .post("/v1/account/totp")
                .then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("uri", startsWith("otpauth://totp/Latchkey:" + ada.account + "?secret="))
                .extract()
                .path("secret");
        return Base32.decode(secret);
    }

    private Response activate(String code) {
        return session.request().body(Map.of("code", code)).post("/v1/account/totp/activation");
    }

    private static String present(byte[] secret) {
        return Totp.code(secret, Instant.now());
    }

    /** Of the step after that of set-up, so that it is unused; it stays good should a step end on the way to the service. */
    private static String next(byte[] secret) {
        return Totp.code(secret, Instant.now().plusSeconds(30));
    }

    private List<String> setUp(byte[] secret) {
        return activate(present(secret)).then().statusCode(200).extract().path("recoveryCodes");
    }

    @Test
    void isAskedForOnceItIsActive() {
        byte[] secret = begin();
        ada.logsIn();

        setUp(secret);

        ada.triesToLogIn(Someone.PASSWORD, null)
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:latchkey:problem:second-factor-required"));
        ada.triesToLogIn(Someone.PASSWORD, "000000")
                .then()
                .statusCode(401)
                .body("type", equalTo("urn:latchkey:problem:not-authenticated"));
        ada.triesToLogIn("wrong horse", null).then().body("type", equalTo("urn:latchkey:problem:not-authenticated"));
        ada.triesToLogIn(Someone.PASSWORD, next(secret)).then().statusCode(201);
    }

    @Test
    void aCodeWorksOnce() {
        byte[] secret = begin();
        setUp(secret);
        String code = next(secret);

        ada.triesToLogIn(Someone.PASSWORD, code).then().statusCode(201);

        ada.triesToLogIn(Someone.PASSWORD, code).then().statusCode(401);
    }

    @Test
    void aRecoveryCodeTakesItsPlaceOnce() {
        List<String> codes = setUp(begin());
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();

        ada.triesToLogIn(Someone.PASSWORD, codes.getFirst()).then().statusCode(201);

        ada.triesToLogIn(Someone.PASSWORD, codes.getFirst()).then().statusCode(401);
        List<String> fresh = session.request()
                .post("/v1/account/totp/recovery-codes")
                .then()
                .statusCode(200)
                .body("recoveryCodes", hasSize(10))
                .extract()
                .path("recoveryCodes");
        ada.triesToLogIn(Someone.PASSWORD, codes.get(1)).then().statusCode(401);
        ada.triesToLogIn(Someone.PASSWORD, fresh.getFirst()).then().statusCode(201);
    }

    @Test
    void wrongCodesAreCountedAsWrongPasswordsAre() {
        setUp(begin());
        for (int i = 0; i < 10; i++) {
            ada.triesToLogIn(Someone.PASSWORD, "00000" + i).then().statusCode(401);
        }

        ada.triesToLogIn(Someone.PASSWORD, "000000").then().statusCode(429);
    }

    @Test
    void isNotActiveWithoutAGoodCode() {
        begin();

        activate("000000").then().statusCode(400).body("violations[0].field", equalTo("code"));

        ada.logsIn();
    }

    @Test
    void isNotPutInThePlaceOfAnother() {
        setUp(begin());

        session.request().post("/v1/account/totp").then().statusCode(409);
        activate("000000").then().statusCode(409);
    }

    @Test
    void canBeRemoved() {
        setUp(begin());

        session.request().delete("/v1/account/totp").then().statusCode(204);

        ada.logsIn();
    }

    @Test
    void needsAFreshLogIn() {
        for (String path : List.of("", "/activation", "/recovery-codes")) {
            RestAssured.given()
                    .contentType(ContentType.JSON)
                    .auth()
                    .oauth2(TestIssuer.session(ada.account, Duration.ofMinutes(11)))
                    .body(Map.of("code", "000000"))
                    .post("/v1/account/totp" + path)
                    .then()
                    .statusCode(401)
                    .body("type", equalTo("urn:latchkey:problem:fresh-login-required"));
        }
        RestAssured.given()
                .auth()
                .oauth2(TestIssuer.swapped(ada.account, "user"))
                .delete("/v1/account/totp")
                .then()
                .statusCode(403);
    }

    /** RFC 6238 appendix B, the last six of its eight digits. */
    @Test
    void makesTheCodesOfTheStandard() {
        byte[] secret = "12345678901234567890".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        assertThat(Totp.code(secret, Instant.ofEpochSecond(59))).isEqualTo("287082");
        assertThat(Totp.code(secret, Instant.ofEpochSecond(1111111109))).isEqualTo("081804");
        assertThat(Totp.code(secret, Instant.ofEpochSecond(20000000000L))).isEqualTo("353130");
    }
}
