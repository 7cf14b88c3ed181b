package io.latchkey.token.tokens;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The default, always, is what all other tests run with. */
@QuarkusTest
@TestProfile(RevealPolicyTest.Strict.class)
@WithTestResource(Servers.class)
class RevealPolicyTest {
    public static final class Strict implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("latchkey.tokens.reveal.personal", "once", "latchkey.tokens.reveal.api-user", "never");
        }
    }

    @Test
    void onceIsOnce() {
        UUID account = UUID.randomUUID();
        Told.account(account, "user", "active", 1);
        String jwt = TestIssuer.session(account);
        String id = tokenOf(account, jwt);

        reveal(id, jwt, 200);

        reveal(id, jwt, 403);
    }

    @Test
    void whoWasShownTheValueWhenItWasMadeHasSeenItOnce() {
        UUID account = UUID.randomUUID();
        Told.account(account, "user", "active", 1);
        String jwt = TestIssuer.session(account);
        tokenOf(account, jwt);
        String id = given().auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "CI"))
                .post("/v1/tokens")
                .then()
                .statusCode(201)
                .body("value", startsWith("lk_pat_"))
                .extract()
                .path("id");

        reveal(id, jwt, 403);
    }

    @Test
    void neverIsNever() {
        UUID workspace = UUID.randomUUID();
        UUID administrator = UUID.randomUUID();
        UUID robot = UUID.randomUUID();
        Told.account(administrator, "user", "active", 1);
        new Member(workspace, administrator).permissions("members").tell();
        new Member(workspace, robot).apiUser().tell();
        Told.account(robot, "api-user", "active", 1);
        String jwt = TestIssuer.session(administrator);
        String id = tokenOf(robot, jwt);

        reveal(id, jwt, 403);
        // Rotated, its value is shown to whoever rotates it.
        given().auth()
                .oauth2(jwt)
                .contentType(ContentType.JSON)
                .post("/v1/tokens/" + id + "/rotate")
                .then()
                .statusCode(201)
                .body("value", startsWith("lk_api_"));
    }

    private static String tokenOf(UUID account, String jwt) {
        await().untilAsserted(() -> given().auth()
                .oauth2(jwt)
                .get("/v1/tokens?account=" + account)
                .then()
                .statusCode(200)
                .body("items", hasSize(1)));
        return given().auth().oauth2(jwt).get("/v1/tokens?account=" + account).path("items[0].id");
    }

    private static void reveal(String id, String jwt, int status) {
        given().auth().oauth2(jwt).post("/v1/tokens/" + id + "/reveal").then().statusCode(status);
    }
}
