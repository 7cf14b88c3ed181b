package io.latchkey.token.explain;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ExplainTest {
    private final UUID workspace = UUID.randomUUID();
    private final UUID administrator = UUID.randomUUID();
    private Holder user;

    @Inject
    History history;

    @Inject
    Clock clock;

    @BeforeEach
    void aMember() {
        user = Told.user();
        new Member(workspace, administrator).permissions("members", "reports").tell();
        seen(new Member(workspace, user.account()).permissions("reports", "billing"));
    }

    @Test
    void saysWhatAllowsIt() {
        explained(question("reports"))
                .body("verdict", equalTo("allowed"))
                .body("because", equalTo("holder_rights"))
                .body("holder.account", equalTo(user.account().toString()))
                .body("holder.here", contains("billing", "reports"))
                .body("token.id", equalTo(user.tokenId().toString()))
                .body("token.status", equalTo("active"))
                .body("missing", nullValue());
    }

    @Test
    void saysWhichRightIsMissingWhoTookItAndWhoCouldGiveIt() {
        seen(new Member(workspace, user.account()).permissions("billing").by(administrator, "workspace-service/4711"));

        explained(question("reports"))
                .body("verdict", equalTo("missing_permission"))
                .body("because", equalTo("holder_rights"))
                .body("missing", equalTo("reports"))
                .body("removedBy.event", equalTo("workspace-service/4711"))
                .body("removedBy.actor", equalTo(administrator.toString()))
                .body("removedBy.at", notNullValue())
                .body("couldGrant", contains(administrator.toString()));
    }

    @Test
    void aRightThatNeverWasWasRemovedByNobody() {
        explained(question("zones"))
                .body("missing", equalTo("zones"))
                .body("removedBy", nullValue())
                .body("couldGrant", hasSize(0));
    }

    @Test
    void saysWhoEndedAMembership() {
        seen(new Member(workspace, user.account()).removed().by(administrator, "workspace-service/4712"));

        explained(question("reports"))
                .body("verdict", equalTo("wrong_workspace"))
                .body("holder.member", equalTo(false))
                .body("removedBy.event", equalTo("workspace-service/4712"))
                .body("couldGrant", contains(administrator.toString()));
    }

    @Test
    void saysWhichEventTookADevice() {
        UUID device = Told.device(workspace);
        new Member(workspace, administrator)
                .permissions("members")
                .everyDevice("device:view", "device:command")
                .tell();
        seen(new Member(workspace, user.account()).devices(List.of(device), "device:command"));
        seen(new Member(workspace, user.account()).by(administrator, "workspace-service/4713"));
        Map<String, Object> question = question("device:command");
        question.put("device", device.toString());

        explained(question)
                .body("verdict", equalTo("wrong_device"))
                .body("because", equalTo("holder_rights"))
                .body("removedBy.event", equalTo("workspace-service/4713"))
                .body("couldGrant", contains(administrator.toString()));
    }

    @Test
    void aDeviceThatIsNotThereIsTheDevicesDoing() {
        Map<String, Object> question = question("device:view");
        question.put("device", UUID.randomUUID().toString());

        explained(question).body("verdict", equalTo("wrong_device")).body("because", equalTo("device"));
    }

    @Test
    void aDeviceThatIsNowhereIsRefusedHereAsTheCheckRefusesIt() {
        String nowhere = UUID.randomUUID().toString();
        Map<String, Object> question =
                new HashMap<>(Map.of("token", user.token(), "permission", "device:view", "device", nowhere));

        explained(question).body("verdict", equalTo("wrong_device")).body("because", equalTo("device"));
        Told.check(question).then().statusCode(200).body("verdict", equalTo("wrong_device"));
    }

    @Test
    void saysWhenItIsTheTokensLimitsAndNotItsHoldersRights() {
        String limited = Told.limited(user, Map.of("permissions", List.of("billing")));
        Map<String, Object> question = question("reports");
        question.put("token", limited);

        explained(question)
                .body("verdict", equalTo("missing_permission"))
                .body("because", equalTo("token_limits"))
                .body("token.limits.permissions", contains("billing"))
                .body("holder.here", contains("billing", "reports"))
                .body("couldGrant", nullValue());
    }

    @Test
    void byIdItNeedsNoValueAndKnowsWhatHasEnded() {
        given().auth()
                .oauth2(TestIssuer.session(user.account()))
                .delete("/v1/tokens/" + user.tokenId())
                .then()
                .statusCode(204);

        explained(new HashMap<>(Map.of("tokenId", user.tokenId().toString())))
                .body("verdict", equalTo("revoked"))
                .body("because", equalTo("token"))
                .body("token.revokedAt", notNullValue());
    }

    @Test
    void aValueThatIsNoneIsToldFromOneThatNobodyHas() {
        explained(new HashMap<>(Map.of("token", "lk_pat_x")))
                .body("verdict", equalTo("unknown"))
                .body("wellFormed", equalTo(false));
        explained(new HashMap<>(Map.of("tokenId", UUID.randomUUID().toString())))
                .body("verdict", equalTo("unknown"));
    }

    @Test
    void explainingIsNoUseOfTheToken() {
        Holder other = Told.user();
        Holder later = Told.user();
        explained(new HashMap<>(Map.of("token", other.token())));

        // What is checked after it is noted as used; by then the explained one would be, too.
        Told.verdict(later.token(), null, null, null);
        await().untilAsserted(() -> assertThat(lastUsed(later)).isNotNull());
        assertThat(lastUsed(other)).isNull();
    }

    private static String lastUsed(Holder holder) {
        return given().auth()
                .oauth2(TestIssuer.session(holder.account()))
                .get("/v1/tokens/" + holder.tokenId())
                .path("lastUsedAt");
    }

    @Test
    void neitherOrBothOfValueAndIdIsRefused() {
        ask(Map.of("workspace", workspace.toString())).statusCode(400);
        ask(Map.of("token", "x", "tokenId", user.tokenId().toString())).statusCode(400);
        ask(Map.of("tokenId", "x")).statusCode(400).body("violations[0].field", equalTo("tokenId"));
        ask(Map.of("tokenId", user.tokenId().toString(), "more", "x")).statusCode(400);
    }

    @Test
    void onlyAClientThatMayIsTold() {
        given().contentType(ContentType.JSON)
                .body(question("reports"))
                .post("/v1/explain")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic(Told.GATEWAY, Told.SECRET)
                .contentType(ContentType.JSON)
                .body(question("reports"))
                .post("/v1/explain")
                .then()
                .statusCode(403);
    }

    @Test
    void whatIsOlderThanIsRememberedIsForgotten() throws Exception {
        seen(new Member(workspace, user.account()).permissions("billing").by(administrator, "workspace-service/4714"));

        history.forget(clock.instant().plus(Duration.ofMinutes(1)).atOffset(ZoneOffset.UTC))
                .toCompletionStage()
                .toCompletableFuture()
                .get();

        explained(question("reports")).body("missing", equalTo("reports")).body("removedBy", nullValue());
    }

    private void seen(Member member) {
        Told.verdictAt(member.tell(), user.token(), workspace, null, null);
    }

    private Map<String, Object> question(String permission) {
        return new HashMap<>(
                Map.of("token", user.token(), "workspace", workspace.toString(), "permission", permission));
    }

    private static ValidatableResponse explained(Map<String, Object> question) {
        return ask(question).statusCode(200);
    }

    private static ValidatableResponse ask(Map<String, ?> question) {
        return given().auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .contentType(ContentType.JSON)
                .body(question)
                .post("/v1/explain")
                .then();
    }
}
