package io.latchkey.token.oauth;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 7009. */
@QuarkusTest
@WithTestResource(Servers.class)
class RevocationTest {
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private static ValidatableResponse revoke(String client, Map<String, String> form) {
        return given().auth()
                .preemptive()
                .basic(client, Told.SECRET)
                .formParams(form)
                .post("/v1/revoke")
                .then();
    }

    @Test
    void section2TheTokenIsGoodForNothingWhenThisIsAnswered() {
        revoke(Told.CHECKER, Map.of("token", holder.token(), "token_type_hint", "access_token"))
                .statusCode(200);

        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("revoked");
        revoke(Told.CHECKER, Map.of("token", holder.token())).statusCode(200);
    }

    @Test
    void section22AnInvalidTokenIsNoError() {
        revoke(Told.CHECKER, Map.of("token", "nonsense")).statusCode(200);
        revoke(Told.CHECKER, Map.of("token", holder.token().replace("lk_pat_", "lk_api_")))
                .statusCode(200);
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void section21TheRequestNeedsATokenAndAClient() {
        revoke(Told.CHECKER, Map.of("token_type_hint", "access_token")).statusCode(400);
        given().formParam("token", holder.token())
                .post("/v1/revoke")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("B"));
        given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .formParam("token", holder.token())
                .post("/v1/revoke")
                .then()
                .statusCode(401);
        revoke(Told.GATEWAY, Map.of("token", holder.token())).statusCode(403);
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void aFormThatCannotBeDecodedIsRefused() {
        given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .contentType(ContentType.URLENC)
                .body("token=%zz" + Told.user().token() + "&x=%5")
                .post("/v1/revoke")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }
}
