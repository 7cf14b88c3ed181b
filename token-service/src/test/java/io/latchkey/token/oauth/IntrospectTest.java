package io.latchkey.token.oauth;

import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class IntrospectTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    @Test
    void section21TheCallerMustProveItself() {
        given().formParam("token", holder.token())
                .post("/v1/introspect")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", equalTo("Basic realm=\"latchkey\""));
        given().auth()
                .preemptive()
                .basic(Told.GATEWAY, Told.SECRET)
                .formParam("token", holder.token())
                .post("/v1/introspect")
                .then()
                .statusCode(403);
    }

    @Test
    void section21TheTokenIsNeeded() {
        ask(Map.of("token_type_hint", "access_token")).statusCode(400).body("violations[0].field", equalTo("token"));
    }

    @Test
    void section22AnActiveTokenIsDescribed() {
        long before = Instant.now().getEpochSecond();
        Holder fresh = Told.user();

        introspect(Map.of("token", fresh.token()))
                .body("active", equalTo(true))
                .body("sub", equalTo(fresh.account().toString()))
                .body("client_id", equalTo(fresh.tokenId().toString()))
                .body("jti", equalTo(fresh.tokenId().toString()))
                .body("iss", equalTo("https://token.latchkey"))
                .body("token_type", equalTo("Bearer"))
                .body("kind", equalTo("user"))
                .body("exp", nullValue())
                .body("workspaces", hasSize(0))
                .body("iat.toLong()", allOf(greaterThanOrEqualTo(before), lessThanOrEqualTo(before + 60)));
    }

    @Test
    void section22AnExpiryIsInIt() {
        Instant expires = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);

        introspect(Map.of("token", token(Map.of("name", "N", "expiresAt", expires.toString()))))
                .body("exp.toLong()", equalTo(expires.getEpochSecond()));
    }

    @Test
    void section22TheScopeIsThatOfTheWorkspaceAskedAbout() {
        member("rules", "reports");

        introspect(Map.of("token", holder.token(), "workspace", workspace.toString()))
                .body("active", equalTo(true))
                .body("scope", equalTo("rules reports"))
                .body("workspaces", nullValue());
    }

    @Test
    void section22WithoutAWorkspaceAllOfThemAreListed() {
        member("rules", "reports");
        UUID left = UUID.randomUUID();
        seen(left, new Member(left, holder.account()).removed());

        introspect(Map.of("token", holder.token()))
                .body("workspaces", hasSize(1))
                .body("workspaces[0].workspace", equalTo(workspace.toString()))
                .body("workspaces[0].scope", equalTo("rules reports"))
                .body("more_workspaces", nullValue());
    }

    @Test
    void section22TheTokensLimitsCutWhatIsListed() {
        member("rules", "reports");
        UUID other = UUID.randomUUID();
        seen(other, new Member(other, holder.account()).permissions("reports").everyDevice("device:view"));
        String limited = token(Map.of(
                "name",
                "N",
                "limits",
                Map.of(
                        "permissions",
                        List.of("reports", "device:view"),
                        "workspaces",
                        List.of(other),
                        "devices",
                        List.of(UUID.randomUUID()))));

        introspect(Map.of("token", limited))
                .body("workspaces", hasSize(1))
                .body("workspaces[0].workspace", equalTo(other.toString()))
                .body("workspaces[0].scope", equalTo("reports"));
    }

    @Test
    void section22WhateverMakesItInactiveTheAnswerIsTheSame() {
        String revoked = Told.user().token();
        given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .formParam("token", revoked)
                .post("/v1/revoke")
                .then()
                .statusCode(200);
        String elsewhere = token(Map.of("name", "N", "limits", Map.of("networks", List.of("198.51.100.0/24"))));

        for (Map<String, String> form : List.of(
                Map.of("token", "nonsense"),
                Map.of("token", revoked),
                Map.of("token", elsewhere),
                Map.of("token", elsewhere, "source_ip", "192.0.2.1"),
                Map.of("token", holder.token(), "workspace", UUID.randomUUID().toString()))) {
            assertThat(introspect(form).extract().asString()).isEqualTo("{\"active\":false}");
        }
        introspect(Map.of("token", elsewhere, "source_ip", "198.51.100.7")).body("active", equalTo(true));
    }

    @Test
    void anOlderStateThanWhatIsAskedForIsNotAnswered() {
        member("reports");

        ask(Map.of("token", holder.token(), "at_least", "w." + workspace + "." + Long.MAX_VALUE))
                .statusCode(503)
                .body("type", equalTo("urn:latchkey:problem:not-yet"));
    }

    private void member(String... permissions) {
        seen(workspace, new Member(workspace, holder.account()).permissions(permissions));
    }

    private void seen(UUID where, Member member) {
        verdictAt(member.tell(), holder.token(), where, null, null);
    }

    private String token(Map<String, Object> asked) {
        return Told.asksForToken(holder, asked).path("value");
    }

    private static ValidatableResponse introspect(Map<String, String> form) {
        return ask(form).statusCode(200);
    }

    private static ValidatableResponse ask(Map<String, String> form) {
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .formParams(form)
                .post("/v1/introspect")
                .then();
    }
}
