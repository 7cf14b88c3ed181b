package io.latchkey.identity.operations;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.identity.Someone;
import io.latchkey.local.tests.Servers;
import io.latchkey.local.tests.TestEvents;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Servers.class)
class ReplayTest {
    @Test
    void tellsEveryAccountOnceMoreAsAnotherRevision() {
        Someone ada = Someone.registers();
        Someone grace = Someone.registers();
        List<String> replayed = new ArrayList<>();
        String after = "";
        do {
            Response page = given().auth()
                    .preemptive()
                    .basic("operator", Servers.OPERATOR_SECRET)
                    .post("/v1/operations/accounts/replay?limit=1" + after);
            page.then().statusCode(200);
            replayed.addAll(page.path("items"));
            after = page.path("next") == null ? null : "&after=" + page.path("next");
        } while (after != null);

        assertThat(replayed)
                .contains(ada.account.toString(), grace.account.toString())
                .doesNotHaveDuplicates();
        assertThat(TestEvents.read(
                        TestEvents.ACCOUNTS,
                        event -> event.key().equals(grace.account.toString())
                                && event.value().contains("\"revision\":2")))
                .isNotEmpty();
    }

    @Test
    void isForOperators() {
        given().post("/v1/operations/accounts/replay").then().statusCode(401);
    }
}
