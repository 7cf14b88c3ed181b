package io.latchkey.workspace.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who gets in with what: RFC 9068 section 4, RFC 8725. */
@QuarkusTest
@WithTestResource(Servers.class)
class CallersTest {
    private final UUID account = UUID.randomUUID();

    private void refused(String jwt) {
        given().auth()
                .oauth2(jwt)
                .get("/v1/workspaces")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void admitsASession() {
        given().auth()
                .oauth2(TestIssuer.session(account))
                .get("/v1/workspaces")
                .then()
                .statusCode(200);
    }

    @Test
    void refusesNothingAtAll() {
        given().get("/v1/workspaces").then().statusCode(401);
        refused("garbage");
        refused("a.b.c");
    }

    @Test
    void refusesAnUnsignedJwt() {
        String claims = encoded(
                "{\"iss\":\"https://identity.latchkey\",\"aud\":\"latchkey\",\"sub\":\"%s\",\"exp\":%d,\"iat\":1}"
                        .formatted(account, Instant.now().getEpochSecond() + 60));

        refused(encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + claims + ".");
    }

    @Test
    void refusesAChangedJwt() {
        String[] parts = TestIssuer.session(account).split("\\.");
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);

        refused(parts[0] + "."
                + encoded(claims.replace(account.toString(), UUID.randomUUID().toString())) + "." + parts[2]);
    }

    @Test
    void refusesOtherTypesAudiencesIssuersAndTimes() {
        refused(TestIssuer.forged(account, Map.of("typ", "JWT"), Map.of()));
        refused(TestIssuer.forged(account, Map.of(), Map.of("aud", "somebody-else")));
        refused(TestIssuer.forged(account, Map.of(), Map.of("iss", "https://evil.example")));
        // The issuer of the tests is trusted as identity-service, not as token-service.
        given().auth()
                .oauth2(TestIssuer.forged(account, Map.of(), Map.of("iss", "https://token.latchkey")))
                .get("/v1/workspaces")
                .then()
                .statusCode(org.hamcrest.Matchers.not(200));
        refused(TestIssuer.forged(account, Map.of(), Map.of("exp", Instant.now().getEpochSecond() - 60)));
        refused(TestIssuer.forged(account, Map.of(), Map.of("nbf", Instant.now().getEpochSecond() + 600)));
        refused(TestIssuer.forged(account, Map.of(), Map.of("sub", "nobody")));
    }

    @Test
    void neverFollowsAKeyAddressThatATokenNames() {
        refused(TestIssuer.forged(account, Map.of("jku", "http://127.0.0.1:1/jwks", "kid", "unknown"), Map.of()));
    }

    @Test
    void believesNoKeyThatATokenBrings() {
        refused(TestIssuer.bringingItsOwnKey(account));
    }

    @Test
    void takesNoPublicKeyForASharedSecret() {
        refused(TestIssuer.hmacUnderThePublicKey(account));
    }

    @Test
    void aKeyIdIsOnlyEverCompared() {
        for (String kid : List.of("../../../../dev/null", "' or 1=1 --", "x".repeat(5000), "")) {
            refused(TestIssuer.forged(account, Map.of("kid", kid), Map.of()));
        }
        refused(TestIssuer.forged(account, Map.of("crit", List.of("unheard-of"), "unheard-of", true), Map.of()));
    }

    @Test
    void saysItCannotTellWhereTheIssuersKeysCannotBeFetched() {
        // Nobody listens where token-service's keys would be.
        given().auth()
                .oauth2(TestIssuer.forged(account, Map.of(), Map.of("iss", "https://token.latchkey")))
                .get("/v1/workspaces")
                .then()
                .statusCode(503)
                .body("type", equalTo("urn:latchkey:problem:unavailable"));
    }

    @Test
    void everythingElseIsClosed() {
        given().get("/v1/nothing").then().statusCode(404).body("type", equalTo("urn:latchkey:problem:not-found"));
    }
}
