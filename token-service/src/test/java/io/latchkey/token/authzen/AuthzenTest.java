package io.latchkey.token.authzen;

import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OpenID AuthZEN Authorization API 1.0. */
@QuarkusTest
@WithTestResource(Servers.class)
class AuthzenTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;
    private UUID device;

    @BeforeEach
    void somebodyWithRights() {
        holder = Told.user();
        device = Told.device(workspace);
        long revision = new Member(workspace, holder.account())
                .permissions("reports")
                .devices(List.of(device), "device:view")
                .tell();
        assertThat(verdictAt(revision, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
    }

    private static ValidatableResponse post(String path, Object body) {
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .contentType(ContentType.JSON)
                .header("X-Request-ID", "bfe9eb29-ab87-4ca3-be83-a1d5d8305716")
                .body(body)
                .post(path)
                .then();
    }

    private Map<String, Object> request(String permission, Map<String, Object> resource) {
        Map<String, Object> request = new HashMap<>();
        request.put("subject", Map.of("type", "token", "id", holder.token()));
        request.put("action", Map.of("name", permission));
        request.put("resource", resource);
        return request;
    }

    private Map<String, Object> inWorkspace() {
        return Map.of("type", "workspace", "id", workspace);
    }

    @Test
    void section6Evaluation() {
        post("/access/v1/evaluation", request("reports", inWorkspace()))
                .statusCode(200)
                .header("X-Request-ID", equalTo("bfe9eb29-ab87-4ca3-be83-a1d5d8305716"))
                .body("decision", equalTo(true));
        post("/access/v1/evaluation", request("billing", inWorkspace()))
                .statusCode(200)
                .body("decision", equalTo(false), "context.verdict", equalTo("missing_permission"));
        post("/access/v1/evaluation", request("device:view", Map.of("type", "device", "id", device)))
                .body("decision", equalTo(true));
        post(
                        "/access/v1/evaluation",
                        request(
                                "device:view",
                                Map.of(
                                        "type",
                                        "device",
                                        "id",
                                        device,
                                        "properties",
                                        Map.of("workspace", UUID.randomUUID()))))
                .body("decision", equalTo(false));
    }

    @Test
    void section7EvaluationsWithDefaults() {
        Map<String, Object> request = request("reports", inWorkspace());
        request.put(
                "evaluations",
                List.of(Map.of(), Map.of("action", Map.of("name", "billing")), Map.of("context", Map.of("extra", 1))));

        post("/access/v1/evaluations", request)
                .statusCode(200)
                .body("evaluations.decision", contains(true, false, true));
    }

    @Test
    void section7WithoutEvaluationsIsOne() {
        post("/access/v1/evaluations", request("reports", inWorkspace())).body("decision", equalTo(true));
    }

    @Test
    void section7EvaluationsSemantics() {
        Map<String, Object> request = request("reports", inWorkspace());
        request.put("evaluations", List.of(Map.of(), Map.of("action", Map.of("name", "billing")), Map.of()));

        request.put("options", Map.of("evaluations_semantic", "deny_on_first_deny"));
        post("/access/v1/evaluations", request).body("evaluations.decision", contains(true, false));
        request.put("options", Map.of("evaluations_semantic", "permit_on_first_permit"));
        post("/access/v1/evaluations", request).body("evaluations.decision", contains(true));
        request.put("options", Map.of("evaluations_semantic", "execute_all"));
        post("/access/v1/evaluations", request).body("evaluations", hasSize(3));
        request.put("options", Map.of("evaluations_semantic", "whatever"));
        post("/access/v1/evaluations", request).statusCode(400);
    }

    @Test
    void section10ErrorsAreNoDecisions() {
        Map<String, Object> person = request("reports", inWorkspace());
        person.put("subject", Map.of("type", "user", "id", "ada@example.com"));
        Map<String, Object> nothing = request("reports", inWorkspace());
        nothing.remove("action");

        post("/access/v1/evaluation", person).statusCode(400).body("violations[0].field", equalTo("subject.type"));
        post("/access/v1/evaluation", nothing).statusCode(400).body("violations[0].field", equalTo("action"));
        given().contentType(ContentType.JSON)
                .body(request("reports", inWorkspace()))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(401);
    }
}
