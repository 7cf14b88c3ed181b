package io.latchkey.token.gateways;

import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ForwardAuthTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private io.restassured.response.ValidatableResponse forwardAuth(String authorization, String query) {
        var request = Told.asGateway();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return request.get("/v1/forward-auth" + query).then();
    }

    @Test
    void swapsATokenForAJwtThatServicesBelieve() {
        long revision =
                new Member(workspace, holder.account()).permissions("rules").tell();
        verdictAt(revision, holder.token(), workspace, null, null);

        String authorization = forwardAuth("Token " + holder.token(), "")
                .statusCode(200)
                .header("Latchkey-Account", equalTo(holder.account().toString()))
                .extract()
                .header("Authorization");

        String[] parts = authorization.substring("Bearer ".length()).split("\\.");
        String header = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        assertThat(header).contains("at+jwt", "ES256");
        assertThat(claims).contains(holder.account().toString(), "client_id").doesNotContain(holder.token());
        var json = new io.vertx.core.json.JsonObject(claims);
        assertThat(json.getLong("exp") - json.getLong("iat")).isLessThanOrEqualTo(60);
    }

    @Test
    void forwardAuthTellsNoGoodFromNotAllowed() {
        long revision =
                new Member(workspace, holder.account()).permissions("rules").tell();
        verdictAt(revision, holder.token(), workspace, null, null);
        String in = "?workspace=" + workspace + "&permission=";

        forwardAuth("Bearer " + holder.token(), in + "rules").statusCode(200);
        forwardAuth(basic(holder.token(), holder.token()), in + "rules").statusCode(200);
        forwardAuth("Bearer " + holder.token(), in + "billing")
                .statusCode(403)
                .header("WWW-Authenticate", containsString("insufficient_scope"));
        forwardAuth("Bearer lk_pat_nonsense", "")
                .statusCode(401)
                .header("WWW-Authenticate", containsString("invalid_token"));
        forwardAuth(null, "").statusCode(401).header("WWW-Authenticate", not(containsString("error=")));
        forwardAuth("Bearer " + holder.token(), in + "flying").statusCode(400);
        given().header("Authorization", "Bearer " + holder.token())
                .get("/v1/forward-auth")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Basic"));
    }

    @Test
    void forwardAuthPassesASessionOnAsItIs() {
        long revision =
                new Member(workspace, holder.account()).permissions("rules").tell();
        verdictAt(revision, holder.token(), workspace, null, null);
        String jwt = TestIssuer.session(holder.account());

        forwardAuth("Bearer " + jwt, "?workspace=" + workspace + "&permission=rules")
                .statusCode(200)
                .header("Authorization", equalTo("Bearer " + jwt));
        forwardAuth("Bearer " + jwt, "?workspace=" + workspace + "&permission=billing")
                .statusCode(403);
        forwardAuth("Bearer " + jwt + "x", "").statusCode(401);
    }

    @Test
    void aSessionWhoseAccountHasNotArrivedYetIsGoodButMayNothingYet() {
        String jwt = TestIssuer.session(UUID.randomUUID());

        forwardAuth("Bearer " + jwt, "").statusCode(200).header("Authorization", equalTo("Bearer " + jwt));
        forwardAuth("Bearer " + jwt, "?workspace=" + workspace + "&permission=rules")
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo("urn:latchkey:problem:not-yet"));
    }

    @Test
    void forwardAuthOfASessionWaitsForTheRevisionToo() {
        String jwt = TestIssuer.session(holder.account());

        forwardAuth("Bearer " + jwt, "?workspace=" + workspace + "&permission=rules&atLeast=w." + workspace + ".999")
                .statusCode(503)
                .body("type", equalTo("urn:latchkey:problem:not-yet"));
    }
}
