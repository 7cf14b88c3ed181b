package io.latchkey.token.tokens;

import static io.latchkey.token.Told.ask;
import static io.latchkey.token.Told.check;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class LastUseTest {
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private ValidatableResponse token() {
        return given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .get("/v1/tokens/" + holder.tokenId())
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenThatWasNeverUsedSaysSo() {
        token().body("lastUsedAt", nullValue(), "lastUsedVia", nullValue());
    }

    @Test
    void theLastUseIsShownWithItsNetworkAndNotItsAddress() {
        Map<String, String> question = ask(holder.token(), null, null, null);
        question.put("sourceIp", "198.51.100.77");
        check(question).then().statusCode(200);

        await().untilAsserted(() -> token().body(
                        "lastUsedAt", notNullValue(),
                        "lastUsedNetwork", equalTo("198.51.100.0/24"),
                        "lastUsedVia", equalTo("check")));

        given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .formParam("token", holder.token())
                .post("/v1/introspect")
                .then()
                .statusCode(200);

        await().untilAsserted(
                        () -> token().body("lastUsedNetwork", nullValue(), "lastUsedVia", equalTo("introspection")));
        given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .get("/v1/tokens")
                .then()
                .body("items[0].lastUsedVia", equalTo("introspection"));
    }

    @Test
    void aRevokedTokenIsNotUsed() {
        given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .delete("/v1/tokens/" + holder.tokenId())
                .then()
                .statusCode(204);

        check(ask(holder.token(), null, null, null)).then().body("verdict", equalTo("revoked"));

        await().during(java.time.Duration.ofMillis(600)).untilAsserted(() -> token().body("lastUsedAt", nullValue()));
    }
}
