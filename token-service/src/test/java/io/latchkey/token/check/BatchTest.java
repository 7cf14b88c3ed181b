package io.latchkey.token.check;

import static io.latchkey.token.Told.ask;
import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class BatchTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebodyWithRights() {
        holder = Told.user();
        long revision =
                new Member(workspace, holder.account()).permissions("reports").tell();
        assertThat(verdictAt(revision, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
    }

    private ValidatableResponse checks(Object body) {
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/checks")
                .then();
    }

    @Test
    void answersEachInItsPlace() {
        checks(Map.of(
                        "checks",
                        List.of(
                                ask(holder.token(), workspace, "reports", null),
                                ask(holder.token(), workspace, "billing", null),
                                ask("nonsense", workspace, "reports", null))))
                .statusCode(200)
                .body("results.verdict", contains("allowed", "missing_permission", "unknown"))
                .body("results[0].permissions", contains("reports"));
    }

    @Test
    void namesTheOneThatIsWrong() {
        checks(Map.of(
                        "checks",
                        List.of(ask(holder.token(), null, null, null), Map.of("token", "x", "workspace", "here"))))
                .statusCode(400)
                .body("violations[0].field", equalTo("checks[1].workspace"));
        checks(Map.of("checks", List.of("x"))).statusCode(400).body("violations[0].field", equalTo("checks[0]"));
    }

    @Test
    void takesOneToAHundred() {
        Map<String, String> one = ask(holder.token(), workspace, "reports", null);

        checks(Map.of("checks", Collections.nCopies(100, one)))
                .statusCode(200)
                .body("results.verdict", equalTo(Collections.nCopies(100, "allowed")));
        checks(Map.of("checks", Collections.nCopies(101, one))).statusCode(400);
        checks(Map.of("checks", List.of())).statusCode(400);
        checks(Map.of()).statusCode(400);
    }

    @Test
    void answersClientsAlone() {
        given().contentType(ContentType.JSON)
                .body(Map.of("checks", List.of(ask(holder.token(), null, null, null))))
                .post("/v1/checks")
                .then()
                .statusCode(401);
    }
}
