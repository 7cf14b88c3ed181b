package io.latchkey.token.oauth;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFC 8693. */
@QuarkusTest
@WithTestResource(Servers.class)
class ExchangeTest {
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    private Map<String, Object> form(String token) {
        Map<String, Object> form = new HashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("subject_token", token);
        form.put("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
        return form;
    }

    private static ValidatableResponse exchange(String client, Map<String, Object> form) {
        return given().auth()
                .preemptive()
                .basic(client, Told.SECRET)
                .formParams(form)
                .post("/v1/token")
                .then();
    }

    private static JsonObject claims(ValidatableResponse issued) {
        String jwt = issued.statusCode(200).extract().path("access_token");
        assertThat(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[0]), StandardCharsets.UTF_8))
                .contains("at+jwt");
        return new JsonObject(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
    }

    private String limited(Map<String, Object> limits) {
        return given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Limited", "limits", limits))
                .post("/v1/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("value");
    }

    @Test
    void section22ATokenBecomesAJwtOfAMinute() {
        ValidatableResponse issued = exchange(Told.CHECKER, form(holder.token()));

        issued.header("Cache-Control", equalTo("no-store"))
                .body(
                        "token_type", equalTo("Bearer"),
                        "issued_token_type", equalTo("urn:ietf:params:oauth:token-type:access_token"),
                        "expires_in", lessThanOrEqualTo(60),
                        "scope", nullValue());
        JsonObject claims = claims(issued);
        assertThat(claims.getString("sub")).isEqualTo(holder.account().toString());
        assertThat(claims.getString("client_id")).isEqualTo(Told.CHECKER);
        assertThat(claims.containsKey("limit_permissions")).isFalse();
    }

    @Test
    void itIsCutDownToTheScopeAndWorkspaceThatAreAsked() {
        UUID workspace = UUID.randomUUID();
        Map<String, Object> form = form(holder.token());
        form.put("scope", "reports rules");
        form.put("workspace", List.of(workspace.toString()));

        JsonObject claims = claims(exchange(Told.CHECKER, form));

        assertThat(claims.getString("limit_permissions")).isEqualTo("rules reports");
        assertThat(claims.getString("limit_workspaces")).isEqualTo(workspace.toString());
    }

    @Test
    void itIsNeverMoreThanTheToken() {
        UUID workspace = UUID.randomUUID();
        String token = limited(Map.of("permissions", List.of("reports"), "workspaces", List.of(workspace)));

        JsonObject whole = claims(exchange(Told.CHECKER, form(token)));
        Map<String, Object> more = form(token);
        more.put("scope", "reports billing");
        JsonObject asked = claims(exchange(Told.CHECKER, more));

        assertThat(whole.getString("limit_permissions")).isEqualTo("reports");
        assertThat(whole.getString("limit_workspaces")).isEqualTo(workspace.toString());
        assertThat(asked.getString("limit_permissions")).isEqualTo("reports");
        more.put("scope", "billing");
        exchange(Told.CHECKER, more).statusCode(400).body("error", equalTo("invalid_scope"));
        Map<String, Object> elsewhere = form(token);
        elsewhere.put("workspace", UUID.randomUUID().toString());
        exchange(Told.CHECKER, elsewhere).statusCode(400).body("error", equalTo("invalid_scope"));
    }

    @Test
    void aTokenOfNetworksIsExchangedFromThereAlone() {
        Map<String, Object> form = form(limited(Map.of("networks", List.of("198.51.100.0/24"))));

        exchange(Told.CHECKER, form).statusCode(400);
        form.put("source_ip", "203.0.113.1");
        exchange(Told.CHECKER, form).statusCode(400);
        form.put("source_ip", "198.51.100.1");
        exchange(Told.CHECKER, form).statusCode(200);
    }

    @Test
    void section222ErrorsAreOAuths() {
        exchange(Told.CHECKER, form("nonsense")).statusCode(400).body("error", equalTo("invalid_request"));
        error("grant_type", "client_credentials", "unsupported_grant_type");
        error("subject_token_type", "urn:ietf:params:oauth:token-type:saml2", "invalid_request");
        error("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token", "invalid_request");
        error("actor_token", "x", "invalid_request");
        error("audience", "https://elsewhere.example", "invalid_target");
        error("resource", "https://elsewhere.example", "invalid_target");
        error("scope", "no:such", "invalid_scope");
        error("workspace", "here", "invalid_request");
    }

    private void error(String parameter, String value, String error) {
        Map<String, Object> form = form(holder.token());
        form.put(parameter, value);
        exchange(Told.CHECKER, form).statusCode(400).body("error", equalTo(error));
    }

    @Test
    void onlyClientsThatMayExchangeDo() {
        exchange(Told.GATEWAY, form(holder.token())).statusCode(400).body("error", equalTo("unauthorized_client"));
        given().formParams(form(holder.token()))
                .post("/v1/token")
                .then()
                .statusCode(401)
                .body("error", equalTo("invalid_client"));
    }
}
