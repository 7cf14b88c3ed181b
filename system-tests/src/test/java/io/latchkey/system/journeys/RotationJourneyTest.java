package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class RotationJourneyTest {
    private final Checker checker;
    private final Person ada;
    private final String workspace;
    private final String apiUser;

    RotationJourneyTest(Stack stack) {
        this.checker = new Checker(stack);
        this.ada = Person.registers(stack, "Ada");
        this.workspace = ada.firstWorkspace();
        this.apiUser = ada.createsApiUser(workspace, Map.of("name", "Export", "permissions", List.of("reports")));
    }

    private Response rotates(String token, String key) {
        return ada.does()
                .header("Idempotency-Key", key)
                .body(Map.of("overlap", "PT1H"))
                .post("/v1/tokens/" + token + "/rotate");
    }

    @Test
    void anApiUsersTokenIsRotatedWithoutAGapAndTheOldOneEndsOnceTheNewOneIsUsed() {
        Ask old = Ask.token(ada.tokenOf(apiUser)).in(workspace).may("reports");
        checker.sees(old, "allowed");
        String id = checker.check(old).path("tokenId");

        Response rotated = rotates(id, "night of the 24th");
        Response sentAgain = rotates(id, "night of the 24th");

        rotated.then().statusCode(201);
        assertThat(sentAgain.<String>path("value")).isEqualTo(rotated.path("value"));
        Ask successor = Ask.token(rotated.path("value")).in(workspace).may("reports");
        checker.finds(old, "allowed");
        checker.finds(successor, "allowed");
        checker.sees(old, "expired");
        checker.finds(successor, "allowed");
        assertThat(ada.does().queryParam("account", apiUser).get("/v1/tokens").<List<String>>path("items.rotatedTo"))
                .contains(rotated.<String>path("id"));
    }
}
