package io.latchkey.system.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OnTheStack.class)
class ExpiryPolicyJourneyTest {
    private final Stack stack;

    ExpiryPolicyJourneyTest(Stack stack) {
        this.stack = stack;
    }

    @Test
    void anApiUsersTokenLastsAsLongAsItsWorkspaceSays() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        ada.does()
                .body(Map.of("tokenPolicy", Map.of("maxLifetime", "P90D", "defaultLifetime", "P30D")))
                .patch("/v1/workspaces/" + workspace)
                .then()
                .statusCode(200)
                .body("tokenPolicy.maxLifetime", equalTo("P90D"));

        String robot = ada.createsApiUser(workspace, Map.of("name", "Robot", "permissions", List.of("reports")));

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
            String end = ada.does()
                    .queryParam("account", robot)
                    .get("/v1/tokens")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("items[0].expiresAt");
            assertThat(Instant.parse(end))
                    .isBetween(
                            Instant.now().plus(Duration.ofDays(29)),
                            Instant.now().plus(Duration.ofDays(30)));
        });
        ada.does()
                .body(Map.of(
                        "name",
                        "CI",
                        "account",
                        robot,
                        "expiresAt",
                        Instant.now().plus(Duration.ofDays(91)).toString()))
                .post("/v1/tokens")
                .then()
                .statusCode(400);
    }
}
