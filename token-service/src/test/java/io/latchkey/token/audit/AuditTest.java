package io.latchkey.token.audit;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class AuditTest {
    @Test
    void everythingDoneToATokenIsThereWithWhoDidIt() {
        Holder user = Told.user();
        String id = Told.asksForToken(user, Map.of("name", "CI")).path("id");
        session(user).post("/v1/tokens/" + id + "/reveal").then().statusCode(200);
        String successor = session(user)
                .contentType(ContentType.JSON)
                .post("/v1/tokens/" + id + "/rotate")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        session(user).delete("/v1/tokens/" + id).then().statusCode(204);

        String me = user.account().toString();
        history(user, id)
                .body("items.action", contains("revoked", "rotated", "revealed", "created"))
                .body("items.actor", contains(me, me, me, me));
        history(user, successor).body("items.action", contains("created"));
    }

    @Test
    void whatCameOfNobodysRequestNamesNobody() {
        Holder user = Told.user();

        history(user, user.tokenId().toString())
                .body("items.action", contains("revealed", "created"))
                .body("items[1].actor", nullValue())
                .body("items[1].client", nullValue());
    }

    @Test
    void programsAndOutsidersAreNamedAsWhatTheyAre() {
        Holder byClient = Told.user();
        Holder byReport = Told.user();
        given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .formParam("token", byClient.token())
                .post("/v1/revoke")
                .then()
                .statusCode(200);
        given().contentType(ContentType.JSON)
                .header("X-Forwarded-For", "203.0.113.77")
                .body(Map.of("tokens", List.of(byReport.token())))
                .post("/v1/tokens/leaked")
                .then()
                .statusCode(204);

        history(byClient, byClient.tokenId().toString()).body("items[0].client", equalTo("checker"));
        history(byReport, byReport.tokenId().toString()).body("items[0].client", equalTo("leak report"));
    }

    @Test
    void aLookAtAValueIsToldToo() {
        Holder user = Told.user();

        var told = TestEvents.read(TestEvents.TOKENS, record -> record.key().equals(user.tokenId() + "/revealed"));

        assertThat(told)
                .filteredOn(record -> record.key().equals(user.tokenId() + "/revealed"))
                .first()
                .satisfies(record -> assertThat(record.value())
                        .contains(user.account().toString())
                        .doesNotContain(user.token()));
    }

    @Test
    void itIsReadPageByPage() {
        Holder user = Told.user();
        String path = "/v1/tokens/" + user.tokenId() + "/audit-log";

        String next = session(user)
                .get(path + "?limit=1")
                .then()
                .statusCode(200)
                .body("items.action", contains("revealed"))
                .extract()
                .path("next");
        session(user)
                .get(path + "?limit=1&after=" + next)
                .then()
                .body("items.action", contains("created"))
                .body("next", nullValue());
    }

    @Test
    void nobodyElseReadsIt() {
        Holder user = Told.user();

        session(Told.user())
                .get("/v1/tokens/" + user.tokenId() + "/audit-log")
                .then()
                .statusCode(404);
        given().get("/v1/tokens/" + user.tokenId() + "/audit-log").then().statusCode(401);
    }

    @Test
    void anOperatorEndsAnyTokenAndThatIsThere() {
        Holder user = Told.user();

        operator().delete("/v1/operations/tokens/" + user.tokenId()).then().statusCode(204);

        assertThat(verdict(user.token(), null, null, null)).isEqualTo("revoked");
        history(user, user.tokenId().toString())
                .body("items[0].action", equalTo("revoked"))
                .body("items[0].client", equalTo("operator"));
        operator().delete("/v1/operations/tokens/" + user.tokenId()).then().statusCode(204);
        operator().delete("/v1/operations/tokens/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void anOperatorEndsAllTokensOfAnAccount() {
        Holder user = Told.user();
        String other = Told.asksForToken(user, Map.of("name", "CI")).path("value");

        operator()
                .delete("/v1/operations/accounts/" + user.account() + "/tokens")
                .then()
                .statusCode(204);

        assertThat(verdict(user.token(), null, null, null)).isEqualTo("revoked");
        assertThat(verdict(other, null, null, null)).isEqualTo("revoked");
    }

    @Test
    void onlyAnOperatorMay() {
        Holder user = Told.user();

        given().delete("/v1/operations/tokens/" + user.tokenId()).then().statusCode(401);
        session(user).delete("/v1/operations/tokens/" + user.tokenId()).then().statusCode(401);
        given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .delete("/v1/operations/tokens/" + user.tokenId())
                .then()
                .statusCode(403);
        assertThat(verdict(user.token(), null, null, null)).isEqualTo("allowed");
    }

    private static RequestSpecification session(Holder user) {
        return given().auth().oauth2(TestIssuer.session(user.account()));
    }

    private static RequestSpecification operator() {
        return given().auth().preemptive().basic("operator", Told.SECRET);
    }

    private static ValidatableResponse history(Holder user, String token) {
        return session(user).get("/v1/tokens/" + token + "/audit-log").then().statusCode(200);
    }
}
