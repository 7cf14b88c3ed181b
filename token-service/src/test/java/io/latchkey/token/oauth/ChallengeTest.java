package io.latchkey.token.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** RFC 6750 section 3, RFC 9728 and AuthZEN 1.0 section 9. */
@QuarkusTest
@WithTestResource(Servers.class)
class ChallengeTest {
    private static final String METADATA = "https://api.example.com/.well-known/oauth-protected-resource";
    private static final String BEARER = "Bearer realm=\"latchkey\", resource_metadata=\"" + METADATA + "\"";
    private static final String BASIC = "Basic realm=\"latchkey\"";

    @Test
    void section3WhoSendsNothingIsToldHowWithoutAnError() {
        challenged(given().get("/v1/tokens"), 401, BEARER);
        challenged(Told.asGateway().get("/v1/forward-auth"), 401, BEARER);
        challenged(Told.asGateway().header("Authorization", "Digest x").get("/v1/forward-auth"), 401, BEARER);
    }

    @Test
    void section31ATokenThatIsNoGoodIsAnInvalidToken() {
        String invalid = BEARER + ", error=\"invalid_token\"";
        Holder revoked = Told.user();
        given().auth()
                .oauth2(TestIssuer.session(revoked.account()))
                .delete("/v1/tokens/" + revoked.tokenId())
                .then()
                .statusCode(204);
        String expired = TestIssuer.forged(UUID.randomUUID(), Map.of(), Map.of("exp", 1));

        for (String token : List.of("x", "lk_pat_x", revoked.token(), expired, "a.b.c")) {
            challenged(
                    Told.asGateway().header("Authorization", "Bearer " + token).get("/v1/forward-auth"), 401, invalid);
        }
        challenged(given().auth().oauth2(expired).get("/v1/tokens"), 401, invalid);
        challenged(given().auth().oauth2("a.b.c").get("/v1/tokens"), 401, invalid);
    }

    @Test
    void section31AGoodTokenThatIsNotEnoughIsInsufficientScope() {
        Holder user = Told.user();

        challenged(
                Told.asGateway()
                        .header("Authorization", "Bearer " + user.token())
                        .queryParam("workspace", UUID.randomUUID())
                        .queryParam("permission", "reports")
                        .get("/v1/forward-auth"),
                403,
                BEARER + ", error=\"insufficient_scope\"");
    }

    @Test
    void rfc9470Section3ALogInThatIsTooOldIsToldSo() {
        Holder user = Told.user();

        challenged(
                given().auth()
                        .oauth2(TestIssuer.session(user.account(), Duration.ofHours(1)))
                        .post("/v1/tokens/" + user.tokenId() + "/reveal"),
                401,
                BEARER + ", error=\"insufficient_user_authentication\"");
    }

    @Test
    void aProgramWithoutACredentialOfItsOwnIsChallengedForThatOne() {
        for (String path : List.of("/v1/check", "/v1/checks", "/access/v1/evaluation", "/v1/explain")) {
            challenged(given().contentType(ContentType.JSON).body("{}").post(path), 401, BASIC);
        }
        for (String path : List.of("/v1/introspect", "/v1/token", "/v1/revoke", "/v1/mqtt/mosquitto/user")) {
            challenged(given().formParam("token", "x").post(path), 401, BASIC);
        }
        challenged(given().get("/v1/propagation?atLeast=x"), 401, BASIC);
        challenged(given().get("/v1/forward-auth"), 401, BASIC);
    }

    @Test
    void whatCannotBeSaidAsksForNothing() {
        // Signed by an issuer whose keys cannot be fetched.
        String jwt = TestIssuer.forged(UUID.randomUUID(), Map.of(), Map.of("iss", "https://token.latchkey"));

        Response response =
                Told.asGateway().header("Authorization", "Bearer " + jwt).get("/v1/forward-auth");

        response.then().statusCode(503);
        assertThat(response.header("WWW-Authenticate")).isNull();
    }

    @Test
    void rfc9728Section3TheMetadataThatChallengesNameIsThere() {
        given().get("/.well-known/oauth-protected-resource")
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body("resource", equalTo("https://api.example.com"))
                .body("bearer_methods_supported", equalTo(List.of("header")))
                .body("scopes_supported", hasItems("reports", "device:view"))
                .body("authorization_servers", nullValue());
    }

    @Test
    void authzenSection9TheDecisionPointDescribesItself() {
        given().get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .body("policy_decision_point", equalTo("https://api.example.com"))
                .body("access_evaluation_endpoint", equalTo("https://api.example.com/access/v1/evaluation"))
                .body("access_evaluations_endpoint", equalTo("https://api.example.com/access/v1/evaluations"));
    }

    private static void challenged(Response response, int status, String challenge) {
        response.then().statusCode(status);
        assertThat(response.header("WWW-Authenticate")).isEqualTo(challenge);
    }
}
