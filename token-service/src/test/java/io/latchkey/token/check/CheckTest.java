package io.latchkey.token.check;

import static io.latchkey.token.Told.ask;
import static io.latchkey.token.Told.check;
import static io.latchkey.token.Told.verdict;
import static io.latchkey.token.Told.verdictAt;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class CheckTest {
    private final UUID workspace = UUID.randomUUID();
    private Holder holder;

    @BeforeEach
    void somebody() {
        holder = Told.user();
    }

    @Test
    void allowsExactlyWhatWasGiven() {
        UUID device = Told.device(workspace);
        UUID other = Told.device(workspace);
        long revision = new Member(workspace, holder.account())
                .permissions("reports", "rules")
                .devices(List.of(device), "device:view", "device:edit")
                .tell();

        assertThat(verdictAt(revision, holder.token(), workspace, "reports", null))
                .isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, "billing", null)).isEqualTo("missing_permission");
        assertThat(verdict(holder.token(), workspace, "device:edit", device)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, null, device)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, "device:command", device)).isEqualTo("missing_permission");
        assertThat(verdict(holder.token(), workspace, "device:edit", other)).isEqualTo("wrong_device");
        // On all devices, which is not what was given.
        assertThat(verdict(holder.token(), workspace, "device:edit", null)).isEqualTo("missing_permission");
        assertThat(verdict(holder.token(), UUID.randomUUID(), "reports", null)).isEqualTo("wrong_workspace");
        assertThat(verdict(holder.token(), null, null, device)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), null, null, UUID.randomUUID())).isEqualTo("wrong_device");
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed");
    }

    @Test
    void answersWithWhoAndWhat() {
        long revision = new Member(workspace, holder.account())
                .permissions("rules", "reports")
                .tell();
        verdictAt(revision, holder.token(), workspace, null, null);

        check(ask(holder.token(), workspace, "rules", null))
                .then()
                .body(
                        "account", equalTo(holder.account().toString()),
                        "kind", equalTo("user"),
                        "tokenId", equalTo(holder.tokenId().toString()),
                        "workspace", equalTo(workspace.toString()),
                        "permissions", contains("rules", "reports"),
                        "revision", equalTo((int) revision));
    }

    @Test
    void followsEveryChange() {
        UUID device = Told.device(workspace);
        long given = new Member(workspace, holder.account())
                .permissions("reports")
                .devices(List.of(device), "device:view")
                .tell();
        assertThat(verdictAt(given, holder.token(), workspace, "reports", device))
                .isEqualTo("allowed");

        long changed =
                new Member(workspace, holder.account()).permissions("rules").tell();
        assertThat(verdictAt(changed, holder.token(), workspace, "reports", null))
                .isEqualTo("missing_permission");
        assertThat(verdict(holder.token(), workspace, "rules", null)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, null, device)).isEqualTo("wrong_device");

        long again = new Member(workspace, holder.account())
                .devices(List.of(device), "device:view")
                .tell();
        assertThat(verdictAt(again, holder.token(), workspace, null, device)).isEqualTo("allowed");

        long removed = new Member(workspace, holder.account()).removed().tell();
        assertThat(verdictAt(removed, holder.token(), workspace, null, null)).isEqualTo("wrong_workspace");

        long back = new Member(workspace, holder.account()).permissions("zones").tell();
        assertThat(verdictAt(back, holder.token(), workspace, "zones", null)).isEqualTo("allowed");
    }

    @Test
    void aLateEventChangesNothing() {
        long first = Told.next();
        long second = new Member(workspace, holder.account()).removed().tell();
        assertThat(verdictAt(second, holder.token(), workspace, null, null)).isEqualTo("wrong_workspace");

        new Member(workspace, holder.account()).permissions("billing").tell(first);
        UUID witness = UUID.randomUUID();
        long after = new Member(witness, holder.account()).tell();

        assertThat(verdictAt(after, holder.token(), witness, null, null)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, "billing", null)).isEqualTo("wrong_workspace");
    }

    @Test
    void allDevicesIncludesFutureOnesOfThisWorkspaceAlone() {
        long revision = new Member(workspace, holder.account())
                .everyDevice("device:view", "device:command")
                .tell();
        verdictAt(revision, holder.token(), workspace, null, null);

        UUID later = Told.device(workspace);
        UUID foreign = Told.device(UUID.randomUUID());

        await().untilAsserted(() -> assertThat(verdict(holder.token(), workspace, "device:command", later))
                .isEqualTo("allowed"));
        assertThat(verdict(holder.token(), workspace, "device:command", null)).isEqualTo("allowed");
        assertThat(verdict(holder.token(), workspace, "device:command", foreign))
                .isEqualTo("wrong_device");
        assertThat(verdict(holder.token(), workspace, "device:command", UUID.randomUUID()))
                .isEqualTo("wrong_device");
    }

    @Test
    void aTeamsDevicesAreReachedByItsMembersAlone() {
        UUID team = UUID.randomUUID();
        UUID device = UUID.randomUUID();
        Holder outsider = Told.user();
        Told.device(
                workspace,
                device,
                "active",
                "[{\"team\":\"%s\",\"permissions\":[\"device:command\"]}]".formatted(team),
                Told.next());
        new Member(workspace, outsider.account()).tell();
        long revision = new Member(workspace, holder.account()).teams(team).tell();

        assertThat(verdictAt(revision, holder.token(), workspace, "device:command", device))
                .isEqualTo("allowed");
        assertThat(verdict(outsider.token(), workspace, "device:command", device))
                .isEqualTo("wrong_device");

        Told.device(workspace, device, "active", "[]", Told.next());
        await().untilAsserted(() -> assertThat(verdict(holder.token(), workspace, "device:command", device))
                .isEqualTo("wrong_device"));
    }

    @Test
    void aDeletedWorkspaceAllowsNobody() {
        long revision =
                new Member(workspace, holder.account()).permissions("reports").tell();
        verdictAt(revision, holder.token(), workspace, null, null);

        Told.workspace(workspace, "deleted", Told.next());

        await().untilAsserted(() ->
                assertThat(verdict(holder.token(), workspace, "reports", null)).isEqualTo("wrong_workspace"));
    }

    @Test
    void refusesGarbageAndTheUnknown() {
        assertThat(verdict("", null, null, null)).isEqualTo("unknown");
        assertThat(verdict("lk_pat_" + "0".repeat(36), null, null, null)).isEqualTo("unknown");
        assertThat(verdict(holder.token() + " ", null, null, null)).isEqualTo("unknown");
        check(ask("garbage", workspace, "rules", null)).then().body("account", nullValue());
    }

    @Test
    void waitsForTheRevisionItIsAskedToSeeAndSaysWhenItDoesNot() {
        Map<String, String> question = new HashMap<>(ask(holder.token(), workspace, null, null));
        question.put("atLeast", "w." + workspace + "." + (Told.next() + 1_000_000));

        check(question)
                .then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo("urn:latchkey:problem:not-yet"));
    }

    @Test
    void saysWhatIsWrongWithAQuestion() {
        assertField(Map.of("workspace", workspace.toString()), "token");
        assertField(Map.of("token", "x", "workspace", "1-1-1-1-1"), "workspace");
        assertField(Map.of("token", "x", "workspace", workspace.toString(), "permission", "flying"), "permission");
        assertField(Map.of("token", "x", "permission", "rules"), "workspace");
        assertField(Map.of("token", "x", "atLeast", "yesterday"), "atLeast");
        assertField(Map.of("token", "x", "colour", "red"), "colour");
        assertField(Map.of("token", 17), "token");
        client().body("[]").post("/v1/check").then().statusCode(400);
        client().body("{").post("/v1/check").then().statusCode(400);
        client().post("/v1/check").then().statusCode(400);
        client().body("x".repeat(20_000)).post("/v1/check").then().statusCode(413);
    }

    private static RequestSpecification client() {
        return basic(Told.CHECKER, Told.SECRET);
    }

    private static RequestSpecification basic(String id, String secret) {
        return given().auth().preemptive().basic(id, secret);
    }

    private void assertField(Map<String, ?> question, String field) {
        check(question)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("violations[0].field", equalTo(field));
    }

    @Test
    void answersClientsAlone() {
        Map<String, String> question = ask(holder.token(), null, null, null);
        asks(given(), question).statusCode(401).header("WWW-Authenticate", containsString("Basic"));
        asks(basic(Told.CHECKER, "wrong"), question).statusCode(401);
        asks(basic("nobody", Told.SECRET), question).statusCode(401);
        // The gateway may do forward-auth and nothing else.
        asks(basic(Told.GATEWAY, Told.SECRET), question).statusCode(403);
        asks(given().auth().oauth2(holder.token()), question).statusCode(401);
    }

    private static ValidatableResponse asks(RequestSpecification caller, Map<String, String> question) {
        return caller.contentType(ContentType.JSON)
                .body(question)
                .post("/v1/check")
                .then();
    }

    @Test
    void countsChecksForOperators() {
        verdict(holder.token(), null, null, null);

        assertThat(given().get("/metrics").asString())
                .contains(
                        "latchkey_checks_seconds_count{verdict=\"allowed\"}",
                        "latchkey_cache_complete",
                        "latchkey_propagation_seconds",
                        "latchkey_events_waiting");
        given().get("/health/ready").then().statusCode(200).body("checks.size()", greaterThan(0));
    }
}
