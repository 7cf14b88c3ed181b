package io.latchkey.token.clients;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ServiceAccountCallerTest {
    private static final Map<String, Object> POD = Map.of(
            "iss", "https://cluster.local",
            "aud", List.of("latchkey", "https://kubernetes.default.svc"),
            "sub", "system:serviceaccount:tests:pod");

    @Test
    void aPodChecksWithItsOwnProjectedToken() {
        checksWith(projected(Map.of())).statusCode(200).body("verdict", equalTo("unknown"));
    }

    @Test
    void whatItMayIsStillWhatItIsGiven() {
        given().header("Authorization", "Bearer " + projected(Map.of()))
                .contentType(ContentType.URLENC)
                .formParam("token", "x")
                .post("/v1/introspect")
                .then()
                .statusCode(403);
    }

    @Test
    void anotherServiceAccountIsNoClient() {
        isUnknown(projected(Map.of("sub", "system:serviceaccount:tests:other")));
        isUnknown(projected(Map.of("sub", "system:serviceaccount:other:pod")));
    }

    @Test
    void aTokenForAnotherAudienceIsNoCredential() {
        isUnknown(projected(Map.of("aud", "https://kubernetes.default.svc")));
    }

    @Test
    void aTokenOfAnotherIssuerIsNoCredential() {
        isUnknown(projected(Map.of("iss", "https://other.local")));
    }

    @Test
    void anExpiredTokenIsNoCredential() {
        isUnknown(projected(Map.of("exp", Instant.now().getEpochSecond() - 60)));
    }

    @Test
    void aTokenThatIsNotYetGoodIsNoCredential() {
        isUnknown(projected(Map.of("nbf", Instant.now().getEpochSecond() + 60)));
    }

    @Test
    void aPersonsSessionIsNoCredential() {
        isUnknown(TestIssuer.session(UUID.randomUUID()));
    }

    @Test
    void aChangedTokenIsNoCredential() {
        String good = projected(Map.of());
        String other = projected(Map.of("sub", "system:serviceaccount:tests:other"));
        String payload = good.split("\\.")[1];

        isUnknown(other.split("\\.")[0] + "." + payload + "." + other.split("\\.")[2]);
    }

    @Test
    void garbageIsNoCredential() {
        isUnknown("");
        isUnknown("a.b.c");
        isUnknown("x".repeat(4000));
    }

    private static String projected(Map<String, Object> changed) {
        Map<String, Object> claims = new HashMap<>(POD);
        claims.putAll(changed);
        return TestIssuer.forged(UUID.randomUUID(), Map.of("typ", "JWT"), claims);
    }

    private static void isUnknown(String jwt) {
        String challenge = checksWith(jwt)
                .statusCode(401)
                .body("type", equalTo("urn:latchkey:problem:unknown-client"))
                .extract()
                .header("WWW-Authenticate");
        assertThat(challenge).isEqualTo("Basic realm=\"latchkey\"");
    }

    private static ValidatableResponse checksWith(String jwt) {
        return given().header("Authorization", "Bearer " + jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("token", "lk_pat_x"))
                .post("/v1/check")
                .then();
    }
}
