package io.latchkey.token.tokens;

import static io.latchkey.token.Told.verdict;
import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ManageTokensTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private static RequestSpecification as(UUID account) {
        return given().auth().oauth2(TestIssuer.session(account)).contentType(ContentType.JSON);
    }

    private Holder apiUser(Holder admin, String... permissions) {
        UUID robot = UUID.randomUUID();
        long revision =
                new Member(workspace, robot).apiUser().permissions(permissions).tell();
        Told.account(robot, "api-user", "active", 1);
        verdictAt(revision, admin.token(), workspace, null, null);
        return Told.holder(robot, TestIssuer.session(admin.account()));
    }

    @Test
    void aCreatedTokenWorksAtOnceAndShowsItsValueOnce() {
        Response created = as(holder.account()).body(Map.of("name", "CI")).post("/v1/tokens");

        created.then()
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .header("Latchkey-Revision", startsWith("a."))
                .body("value", startsWith("lk_pat_"), "status", equalTo("active"), "name", equalTo("CI"));
        assertThat(verdict(created.path("value"), null, null, null)).isEqualTo("allowed");
        as(holder.account()).get("/v1/tokens/" + created.path("id")).then().body("value", nullValue());
        as(holder.account()).get("/v1/tokens").then().body("items", hasSize(2));
    }

    @Test
    void aRevokedTokenIsRefusedBeforeTheAnswerComes() {
        for (int i = 0; i < 20; i++) {
            Response created =
                    as(holder.account()).body(Map.of("name", "Short-lived")).post("/v1/tokens");

            as(holder.account())
                    .delete("/v1/tokens/" + created.path("id"))
                    .then()
                    .statusCode(204);

            assertThat(verdict(created.path("value"), null, null, null)).isEqualTo("revoked");
        }
        as(holder.account()).delete("/v1/tokens/" + holder.tokenId()).then().statusCode(204);
        as(holder.account()).delete("/v1/tokens/" + holder.tokenId()).then().statusCode(204);
        as(holder.account())
                .post("/v1/tokens/" + holder.tokenId() + "/reveal")
                .then()
                .statusCode(403);
    }

    @Test
    void anExpiredTokenIsRefused() {
        Response created = as(holder.account())
                .body(Map.of(
                        "name",
                        "Short",
                        "expiresAt",
                        Instant.now().plusSeconds(2).toString()))
                .post("/v1/tokens");
        String value = created.then().statusCode(201).extract().path("value");
        assertThat(verdict(value, null, null, null)).isEqualTo("allowed");

        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () -> assertThat(verdict(value, null, null, null)).isEqualTo("expired"));
        as(holder.account()).get("/v1/tokens/" + created.path("id")).then().body("status", equalTo("expired"));
    }

    @Test
    void namesWhatIsWrong() {
        as(holder.account())
                .body(Map.of("name", " "))
                .post("/v1/tokens")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("name"));
        as(holder.account())
                .body(Map.of("name", "x", "expiresAt", "2020-01-01T00:00:00Z"))
                .post("/v1/tokens")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("expiresAt"));
        as(holder.account())
                .body(Map.of("name", "x", "colour", "red"))
                .post("/v1/tokens")
                .then()
                .statusCode(400)
                .body("violations[0].field", equalTo("colour"));
    }

    @Test
    void revealingNeedsAFreshLogIn() {
        String path = "/v1/tokens/" + holder.tokenId() + "/reveal";

        as(holder.account()).post(path).then().statusCode(200).body("value", equalTo(holder.token()));
        given().auth()
                .oauth2(TestIssuer.session(holder.account(), Duration.ofHours(1)))
                .post(path)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("insufficient_user_authentication"))
                .body("type", equalTo("urn:latchkey:problem:fresh-login-required"));
        given().auth()
                .oauth2(TestIssuer.swapped(holder.account(), "user"))
                .post(path)
                .then()
                .statusCode(403);
    }

    @Test
    void aTokenMakesNoFurtherTokensForItsOwnAccount() {
        given().auth()
                .oauth2(TestIssuer.swapped(holder.account(), "user"))
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Heir"))
                .post("/v1/tokens")
                .then()
                .statusCode(403);
    }

    @Test
    void foreignTokensLookLikeMissingOnes() {
        Holder stranger = Told.user();

        for (UUID id : new UUID[] {holder.tokenId(), UUID.randomUUID()}) {
            as(stranger.account()).get("/v1/tokens/" + id).then().statusCode(404);
            as(stranger.account()).delete("/v1/tokens/" + id).then().statusCode(404);
            as(stranger.account()).post("/v1/tokens/" + id + "/reveal").then().statusCode(404);
        }
        as(stranger.account())
                .get("/v1/tokens?account=" + holder.account())
                .then()
                .statusCode(404);
        as(stranger.account())
                .body(Map.of("name", "x", "account", holder.account()))
                .post("/v1/tokens")
                .then()
                .statusCode(404);
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void administratorsManageTheTokensOfTheirApiUsers() {
        new Member(workspace, holder.account()).permissions("members", "rules").tell();
        Holder robot = apiUser(holder, "rules");

        Response second = as(holder.account())
                .body(Map.of("name", "Second", "account", robot.account()))
                .post("/v1/tokens");
        second.then().statusCode(201).body("value", startsWith("lk_api_"));
        as(holder.account()).delete("/v1/tokens/" + robot.tokenId()).then().statusCode(204);
        assertThat(verdict(robot.token(), workspace, "rules", null)).isEqualTo("revoked");
        assertThat(verdict(second.path("value"), workspace, "rules", null)).isEqualTo("allowed");
    }

    @Test
    void nobodyGetsHoldOfATokenThatMayDoMoreThanThemselves() {
        Holder owner = Told.user();
        new Member(workspace, owner.account()).permissions("members", "billing").tell();
        new Member(workspace, holder.account()).permissions("members").tell();
        Holder robot = apiUser(owner, "billing");

        as(holder.account())
                .get("/v1/tokens?account=" + robot.account())
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as(holder.account())
                .post("/v1/tokens/" + robot.tokenId() + "/reveal")
                .then()
                .statusCode(403)
                .body("type", equalTo("urn:latchkey:problem:beyond-own-rights"));
        as(holder.account())
                .body(Map.of("name", "x", "account", robot.account()))
                .post("/v1/tokens")
                .then()
                .statusCode(403);
        as(holder.account()).delete("/v1/tokens/" + robot.tokenId()).then().statusCode(204);
    }

    @Test
    void jsonOfAnotherShapeIsRefusedWithTheFieldWhereThatShows() {
        String jwt = TestIssuer.session(UUID.randomUUID());
        Map.of(
                        "[]",
                        "body",
                        "{\"limits\":\"x\"}",
                        "limits",
                        "{\"limits\":{\"workspaces\":[1]}}",
                        "limits.workspaces[0]")
                .forEach((body, field) -> given().auth()
                        .oauth2(jwt)
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post("/v1/tokens")
                        .then()
                        .statusCode(400)
                        .contentType("application/problem+json")
                        .body("violations[0].field", equalTo(field)));
    }
}
