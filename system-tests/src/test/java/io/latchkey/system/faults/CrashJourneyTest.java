package io.latchkey.system.faults;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Services are killed in the middle of things; the supervisor starts them again, as Kubernetes would. */
@ExtendWith(OnTheStack.class)
class CrashJourneyTest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final Stack stack;
    private final Checker checker;

    CrashJourneyTest(Stack stack) {
        this.stack = stack;
        this.checker = new Checker(stack);
    }

    @AfterEach
    void allIsWellAgain() {
        stack.isReady();
    }

    @Test
    void aChangeCommittedBeforeWorkspaceServiceDiesReachesTheCheck() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of("reports")));
        Ask ask = Ask.token(grace.personalToken()).in(workspace).may("reports");
        checker.sees(ask, "allowed");

        // Kafka takes nothing, so that the change is committed and cannot have been published.
        stack.freeze("kafka");
        try {
            ada.does()
                    .delete("/v1/workspaces/" + workspace + "/members/" + grace.account)
                    .then()
                    .statusCode(204);
            stack.kill("workspace-service");
        } finally {
            stack.thaw("kafka");
        }

        await().atMost(RECOVERY).until(() -> checker.verdict(ask).equals("wrong_workspace"));
    }

    @Test
    void anAccountCommittedBeforeIdentityServiceDiesGetsItsWorkspaceAndToken() {
        String email = Person.address("Ada");
        Person ada;
        stack.freeze("kafka");
        try {
            ada = Person.registers(stack, "Ada", email);
            stack.kill("identity-service");
        } finally {
            stack.thaw("kafka");
        }
        stack.isReady();
        ada.logsIn();

        String workspace = ada.firstWorkspace();

        checker.sees(Ask.token(ada.personalToken()).in(workspace).may("members"), "allowed");
    }

    @Test
    void whatChangedWhileTokenServiceWasDeadIsInItsFirstAnswers() {
        Person ada = Person.registers(stack, "Ada");
        Person grace = Person.registers(stack, "Grace");
        String workspace = ada.firstWorkspace();
        ada.invites(workspace, Map.of("email", grace.email, "permissions", List.of("reports")));
        Ask ask = Ask.token(grace.personalToken()).in(workspace);
        checker.sees(ask.may("reports"), "allowed");
        String access = sessionOf(ada);

        stack.kill("token-service");
        // Past the gateway, which cannot admit anybody while token-service is down.
        io.restassured.RestAssured.given()
                .baseUri(stack.url("workspace"))
                .header("Authorization", "Bearer " + access)
                .contentType("application/json")
                .body(Person.rights(List.of("exports")))
                .patch("/v1/workspaces/" + workspace + "/members/" + grace.account)
                .then()
                .statusCode(200);

        await().atMost(RECOVERY).until(() -> checker.verdict(ask.may("exports")).equals("allowed"));
        checker.finds(ask.may("reports"), "missing_permission");
    }

    private String sessionOf(Person person) {
        return person.logsIn().path("accessToken");
    }

    @Test
    void whileTokenServiceIsDeadNothingIsAllowedAndNothingIsCalledWrong() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        Ask ask = Ask.token(ada.personalToken()).in(workspace).may("reports");
        checker.sees(ask, "allowed");

        stack.kill("token-service");

        checker.finds(ask, "status 503");
        ada.does().get("/v1/workspaces").then().statusCode(503);
        checker.sees(ask, "allowed");
    }

    @Test
    void kafkasDeathDelaysChangesAndLosesNone() {
        Person ada = Person.registers(stack, "Ada");
        String workspace = ada.firstWorkspace();
        Ask ask = Ask.token(ada.personalToken()).in(workspace).may("reports");
        checker.sees(ask, "allowed");

        stack.kill("kafka");
        String device = ada.createsDevice(workspace, "Boiler");

        checker.finds(ask, "allowed");
        await().atMost(RECOVERY)
                .until(() -> checker.verdict(ask.may("device:view").on(device)).equals("allowed"));
        ada.does().get("/v1/workspaces/" + workspace + "/devices").then().body("items.id", hasItem(device));
    }
}
