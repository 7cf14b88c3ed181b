package io.latchkey.token.tokens;

import static io.latchkey.token.Told.ask;
import static io.latchkey.token.Told.check;
import static io.latchkey.token.Told.verdict;
import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

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
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class LimitedTokensTest {
    private final UUID workspace = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebodyWithRightsInTwoWorkspaces() {
        holder = Told.user();
        new Member(other, holder.account()).permissions("reports", "rules").tell();
        long revision = new Member(workspace, holder.account())
                .permissions("reports", "rules", "members")
                .tell();
        assertThat(verdictAt(revision, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
    }

    private RequestSpecification holder() {
        return given().auth().oauth2(TestIssuer.session(holder.account())).contentType(ContentType.JSON);
    }

    private Response create(Object limits) {
        return holder().body(Map.of("name", "Limited", "limits", limits)).post("/v1/tokens");
    }

    private String limited(Object limits) {
        return create(limits).then().statusCode(201).extract().path("value");
    }

    @Test
    void aTokenLimitedToPermissionsHasThoseThatItsHolderHasToo() {
        String token = limited(Map.of("permissions", List.of("reports", "billing")));

        assertThat(verdict(token, workspace, "reports", null)).isEqualTo("allowed");
        assertThat(verdict(token, workspace, "rules", null)).isEqualTo("missing_permission");
        assertThat(verdict(token, workspace, "billing", null)).isEqualTo("missing_permission");
        check(ask(token, workspace, null, null)).then().body("permissions", contains("reports"));

        long grown = new Member(workspace, holder.account())
                .permissions("reports", "rules", "billing", "zones")
                .tell();

        assertThat(verdictAt(grown, token, workspace, "billing", null)).isEqualTo("allowed");
        assertThat(verdict(token, workspace, "zones", null)).isEqualTo("missing_permission");
    }

    @Test
    void aTokenLimitedToAWorkspaceIsNothingElsewhere() {
        String token = limited(Map.of("workspaces", List.of(workspace)));

        assertThat(verdict(token, workspace, "rules", null)).isEqualTo("allowed");
        assertThat(verdict(token, other, "rules", null)).isEqualTo("wrong_workspace");
    }

    @Test
    void aTokenLimitedToDevicesReachesNoOther() {
        UUID device = Told.device(workspace);
        UUID another = Told.device(workspace);
        long revision = new Member(workspace, holder.account())
                .everyDevice("device:view", "device:edit")
                .tell();
        String token = limited(Map.of("devices", List.of(device)));

        assertThat(verdictAt(revision, token, workspace, "device:edit", device)).isEqualTo("allowed");
        assertThat(verdict(token, workspace, "device:edit", another)).isEqualTo("wrong_device");
        assertThat(verdict(token, workspace, "device:edit", null)).isEqualTo("missing_permission");
    }

    @Test
    void aTokenLimitedToNetworksIsGoodFromThereAlone() {
        String token = limited(Map.of("networks", List.of("198.51.100.77/24", "2001:db8::/32")));

        assertThat(from(token, "198.51.100.1")).isEqualTo("allowed");
        assertThat(from(token, "2001:db8:1::1")).isEqualTo("allowed");
        assertThat(from(token, "203.0.113.1")).isEqualTo("wrong_network");
        // Nobody said where from: denied on doubt.
        assertThat(verdict(token, workspace, "rules", null)).isEqualTo("wrong_network");
        forwardAuth(token, "203.0.113.1").then().statusCode(403);
        forwardAuth(token, "198.51.100.1, 203.0.113.1").then().statusCode(403);
        forwardAuth(token, "nonsense").then().statusCode(403);
        forwardAuth(token, "203.0.113.1, 198.51.100.1").then().statusCode(200);
        assertThat(introspected(token, "198.51.100.1")).isTrue();
        assertThat(introspected(token, "203.0.113.1")).isFalse();
        assertThat(introspected(token, null)).isFalse();
    }

    private String from(String token, String source) {
        Map<String, Object> question = new HashMap<>(ask(token, workspace, "rules", null));
        question.put("sourceIp", source);
        return check(question).then().statusCode(200).extract().path("verdict");
    }

    private Response forwardAuth(String token, String forwardedFor) {
        return Told.asGateway()
                .header("X-Forwarded-For", forwardedFor)
                .header("Authorization", "Token " + token)
                .get("/v1/forward-auth");
    }

    private boolean introspected(String token, String source) {
        Map<String, String> form = new HashMap<>(Map.of("token", token));
        if (source != null) {
            form.put("source_ip", source);
        }
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .formParams(form)
                .post("/v1/introspect")
                .then()
                .statusCode(200)
                .extract()
                .path("active");
    }

    @Test
    void theJwtOfALimitedTokenSaysItsLimits() {
        String token = limited(Map.of("permissions", List.of("rules", "reports"), "workspaces", List.of(workspace)));
        String jwt = forwardAuth(token, "198.51.100.1")
                .then()
                .statusCode(200)
                .extract()
                .header("Authorization");

        String claims = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8);
        assertThat(claims)
                .contains("\"limit_permissions\":\"rules reports\"")
                .contains("\"limit_workspaces\":\"" + workspace + "\"")
                .doesNotContain("limit_devices");
    }

    @Test
    void aLimitedTokenManagesNoTokensOfItsAccount() {
        Map<String, Object> limits = Map.of("limit_permissions", "rules");

        as(limits).get("/v1/tokens").then().statusCode(403);
        as(limits).get("/v1/tokens/" + holder.tokenId()).then().statusCode(403);
        as(limits).delete("/v1/tokens/" + holder.tokenId()).then().statusCode(403);
        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("allowed");
    }

    @Test
    void aLimitedTokenGetsHoldOfNoApiUserThatMayMore() {
        UUID robot = UUID.randomUUID();
        Told.account(robot, "api-user", "active", Told.next());
        new Member(workspace, robot).apiUser().permissions("rules").tell();
        Holder apiUser = Told.holder(robot, TestIssuer.session(holder.account()));
        String path = "/v1/tokens?account=" + apiUser.account();
        Map<String, Object> second = Map.of("name", "Second", "account", apiUser.account());

        as(Map.of("limit_permissions", "members rules")).get(path).then().statusCode(200);
        as(Map.of("limit_permissions", "members rules"))
                .body(second)
                .post("/v1/tokens")
                .then()
                .statusCode(201);
        as(Map.of("limit_permissions", "members"))
                .body(second)
                .post("/v1/tokens")
                .then()
                .statusCode(403);
        as(Map.of("limit_permissions", "rules")).get(path).then().statusCode(404);
        as(Map.of("limit_workspaces", other.toString())).get(path).then().statusCode(404);
    }

    private RequestSpecification as(Map<String, Object> limits) {
        return given().auth()
                .oauth2(TestIssuer.forged(holder.account(), Map.of(), limits))
                .contentType(ContentType.JSON);
    }

    @Test
    void limitsAreShownAndKeptAsTheyWereMeant() {
        Response created = create(Map.of(
                "permissions", List.of("reports", "reports"),
                "networks", List.of("198.51.100.77/24", "198.51.100.0/24")));

        holder().get("/v1/tokens/" + created.path("id"))
                .then()
                .body(
                        "limits.permissions", contains("reports"),
                        "limits.networks", contains("198.51.100.0/24"),
                        "limits.workspaces", nullValue());
        holder().get("/v1/tokens/" + holder.tokenId()).then().body("limits", nullValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"permissions\": [\"no:such\"]}",
                "{\"permissions\": []}",
                "{\"networks\": [\"10.0.0.0/33\"]}",
                "{\"networks\": [\"example.com\"]}",
                "{\"networks\": []}",
                "{\"workspaces\": []}",
                "{\"devices\": [null]}",
                "{\"device\": []}"
            })
    void limitsThatMakeNoSenseAreRefused(String limits) {
        holder().body("{\"name\": \"Limited\", \"limits\": " + limits + "}")
                .post("/v1/tokens")
                .then()
                .statusCode(400)
                .body("type", equalTo("urn:latchkey:problem:invalid"));
    }
}
