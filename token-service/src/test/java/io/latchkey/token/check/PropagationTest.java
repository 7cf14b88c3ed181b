package io.latchkey.token.check;

import static io.latchkey.token.Told.verdict;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.local.tests.Servers;
import io.latchkey.token.Told;
import io.latchkey.token.Told.Holder;
import io.latchkey.token.Told.Member;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(Servers.class)
class PropagationTest {
    private final UUID workspace = UUID.randomUUID();

    private static ValidatableResponse propagation(String query) {
        return given().urlEncodingEnabled(false)
                .auth()
                .preemptive()
                .basic(Told.CHECKER, Told.SECRET)
                .get("/v1/propagation?" + query)
                .then();
    }

    @Test
    void onceItIsVisibleEveryCheckSeesTheChange() {
        Holder holder = Told.user();
        long revision =
                new Member(workspace, holder.account()).permissions("reports").tell();

        propagation("atLeast=w." + workspace + "." + revision + "&wait=PT10S")
                .statusCode(200)
                .body("visible", equalTo(true));
        assertThat(verdict(holder.token(), workspace, "reports", null)).isEqualTo("allowed");

        propagation("atLeast=w." + workspace + "." + (revision + 1_000_000))
                .statusCode(503)
                .body("type", equalTo("urn:latchkey:problem:not-yet"));
    }

    @Test
    void aDeletedWorkspaceHasSeenItAll() {
        long revision = Told.next();
        Told.workspace(workspace, "deleted", revision);

        propagation("atLeast=w." + workspace + "." + revision + "&wait=PT10S").statusCode(200);
    }

    @Test
    void accountsToo() {
        UUID account = UUID.randomUUID();
        Told.account(account, "user", "active", 3);

        propagation("atLeast=a." + account + ".3&wait=PT10S").statusCode(200);
        propagation("atLeast=a." + account + ".4").statusCode(503);
        propagation("atLeast=a." + UUID.randomUUID() + ".1").statusCode(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=PT1S",
                "atLeast=yesterday",
                "atLeast=w.00000000-0000-0000-0000-000000000001.1&wait=soon",
                "atLeast=w.00000000-0000-0000-0000-000000000001.1&wait=PT11S",
                "atLeast=w.00000000-0000-0000-0000-000000000001.1&wait=-PT1S"
            })
    void whatMakesNoSenseIsRefused(String query) {
        propagation(query).statusCode(400);
    }

    @Test
    void answersClientsAlone() {
        given().get("/v1/propagation?atLeast=w." + workspace + ".1").then().statusCode(401);
    }
}
