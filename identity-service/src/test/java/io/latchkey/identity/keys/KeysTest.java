package io.latchkey.identity.keys;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.latchkey.local.tests.Servers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
@TestProfile(KeysTest.WhileKeysAreRotated.class)
class KeysTest {
    private static final int MORE_THAN_THERE_ARE = 400;
    /** RFC 7517 appendix A.1. */
    private static final String OTHER = """
            {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",\
            "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","kid":"the-other"}""";

    public static class WhileKeysAreRotated implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.signing.published[0]", OTHER);
        }
    }

    @Inject
    Vertx vertx;

    @Test
    void theKeyThatSignsAndTheOtherArePublishedWithTheirPublicHalvesOnly() {
        given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("public, max-age=300"))
                .body("keys", hasSize(2))
                .body("keys.alg", everyItem(equalTo("ES256")))
                .body("keys.kid", hasItem("the-other"))
                .body(not(containsString("\"d\"")));
    }

    /** Each of those threads may wait for just these keys. */
    @Test
    void theyArePublishedWhileEveryThreadThatMayBlockDoes() {
        CountDownLatch answered = new CountDownLatch(1);
        List<Future<Boolean>> blocked = new ArrayList<>();
        try {
            for (int i = 0; i < MORE_THAN_THERE_ARE; i++) {
                blocked.add(vertx.executeBlocking(() -> answered.await(1, TimeUnit.MINUTES), false));
            }

            given().get("/.well-known/jwks.json").then().statusCode(200);
            assertThat(blocked).noneMatch(Future::isComplete);
        } finally {
            answered.countDown();
        }
    }

    @Test
    void theDiscoveryDocumentNamesTheIssuerAndTheKeys() {
        given().get("/.well-known/openid-configuration")
                .then()
                .statusCode(200)
                .body("issuer", equalTo("https://identity.latchkey"))
                .body("jwks_uri", endsWith("/.well-known/jwks.json"))
                .body("id_token_signing_alg_values_supported", hasItem("ES256"));
    }
}
