package io.latchkey.token.projection;

import static io.latchkey.token.Told.verdict;
import static io.latchkey.token.Told.verdictAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.latchkey.local.tests.TestIssuer;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.latchkey.token.accounts.AccountEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class FollowTest {
    private final UUID workspace = UUID.randomUUID();

    private static <T> T read(String contract, Class<T> as) throws Exception {
        return new ObjectMapper()
                .readerFor(as)
                .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(TestEvents.example(contract, Map.of()));
    }

    @Test
    void readsTheExamplesOfTheContracts() throws Exception {
        assertThat(read("account.v1", AccountEvent.class).displayName()).isEqualTo("Ada Lovelace");
        assertThat(read("member.v1", MemberEvent.class).listedDevices().permissions())
                .hasSize(2);
        assertThat(read("device.v1", DeviceEvent.class).teams()).hasSize(1);
        assertThat(read("workspace.v1", WorkspaceEvent.class).revision()).isEqualTo(7);
    }

    @Test
    void everyAccountHasOneTokenHoweverOftenItIsTold() {
        Holder holder = Told.user();

        Told.account(holder.account(), "user", "active", 1);
        Told.account(holder.account(), "user", "active", 2);
        Told.user();

        RestAssured.given()
                .auth()
                .oauth2(TestIssuer.session(holder.account()))
                .get("/v1/tokens")
                .then()
                .body("items", Matchers.hasSize(1), "items[0].kind", Matchers.equalTo("personal"));
        TestEvents.read(
                TestEvents.TOKENS,
                record -> record.key().equals(holder.tokenId().toString())
                        && !record.value().contains(holder.token()));
    }

    @Test
    void aSuspendedAccountsTokensDoNotWorkUntilItIsResumed() {
        Holder holder = Told.user();

        Told.account(holder.account(), "user", "suspended", 2);
        await().untilAsserted(() ->
                assertThat(verdict(holder.token(), null, null, null)).isEqualTo("suspended"));
        Told.account(holder.account(), "user", "active", 3);
        await().untilAsserted(() ->
                assertThat(verdict(holder.token(), null, null, null)).isEqualTo("allowed"));
    }

    @Test
    void anAccountMayHaveNoTokenLeftWhenItIsDeleted() {
        Holder holder = Told.user();
        Told.as(holder).delete("/v1/tokens/" + holder.tokenId()).then().statusCode(204);
        Holder witness = Told.user();

        Told.account(holder.account(), "user", "deleted", 2);
        Told.account(witness.account(), "user", "suspended", 2);

        await().untilAsserted(() ->
                assertThat(verdict(witness.token(), null, null, null)).isEqualTo("suspended"));
    }

    @Test
    void aDeletedAccountNeverComesBack() {
        Holder holder = Told.user();
        Holder witness = Told.user();

        Told.account(holder.account(), "user", "deleted", 2);
        await().untilAsserted(() ->
                assertThat(verdict(holder.token(), null, null, null)).isEqualTo("revoked"));
        Told.account(holder.account(), "user", "active", 3);
        Told.account(witness.account(), "user", "suspended", 2);

        await().untilAsserted(() ->
                assertThat(verdict(witness.token(), null, null, null)).isEqualTo("suspended"));
        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("revoked");
    }

    @Test
    void anApiUserEndsWithItsMembership() {
        Holder admin = Told.user();
        new Member(workspace, admin.account()).permissions("members", "rules").tell();
        UUID robot = UUID.randomUUID();
        long made = new Member(workspace, robot).apiUser().permissions("rules").tell();
        Told.account(robot, "api-user", "active", 1);
        Holder apiUser = Told.holder(robot, TestIssuer.session(admin.account()));
        assertThat(apiUser.token()).startsWith("lk_api_");
        assertThat(verdictAt(made, apiUser.token(), workspace, "rules", null)).isEqualTo("allowed");

        new Member(workspace, robot).apiUser().removed().tell();

        await().untilAsserted(() ->
                assertThat(verdict(apiUser.token(), workspace, "rules", null)).isEqualTo("revoked"));
        // identity-service's own word comes later; neither it nor an older one wakes the dead.
        Told.account(robot, "api-user", "active", 5);
        Told.user();
        assertThat(verdict(apiUser.token(), workspace, "rules", null)).isEqualTo("revoked");
    }

    @Test
    void putsAPoisonMessageAsideAndAppliesTheRest() {
        Holder holder = Told.user();
        String key = "poison-" + UUID.randomUUID();
        TestEvents.send(TestEvents.ACCESS, key, TestEvents.MEMBER, "{\"workspace\":null}");
        TestEvents.send(TestEvents.ACCESS, key, "io.latchkey.workspace.future.v9", "{}");

        long revision =
                new Member(workspace, holder.account()).permissions("rules").tell();

        assertThat(verdictAt(revision, holder.token(), workspace, "rules", null))
                .isEqualTo("allowed");
        TestEvents.read(
                TestEvents.ACCESS + ".dead-letter.token", record -> record.key().equals(key));
    }

    @Test
    void putsAPoisonAccountAsideAndAppliesTheRest() {
        UUID robot = UUID.randomUUID();
        Told.account(robot, "robot", "active", 1);

        Told.user();

        TestEvents.read(
                TestEvents.ACCOUNTS + ".dead-letter.token",
                record -> record.key().equals(robot.toString()));
    }

    @Test
    void ofManyEventsOfAnAccountTheNewestCounts() {
        Holder holder = Told.user();
        for (int revision = 2; revision <= 40; revision++) {
            Told.account(holder.account(), "user", revision % 2 == 0 ? "suspended" : "active", revision);
        }
        Told.account(holder.account(), "user", "suspended", 41);
        Told.account(holder.account(), "user", "active", 7);
        Told.user();

        assertThat(verdict(holder.token(), null, null, null)).isEqualTo("suspended");
    }
}
