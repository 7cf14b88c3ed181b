package io.latchkey.system.faults;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;

import io.latchkey.system.people.Checker;
import io.latchkey.system.people.Checker.Ask;
import io.latchkey.system.people.Guest;
import io.latchkey.system.people.Person;
import io.latchkey.system.stack.OnTheStack;
import io.latchkey.system.stack.Stack;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
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
        Guest guest = Guest.with(stack, "reports");

        // Kafka takes nothing, so that the change is committed and cannot have been published.
        stack.freeze("kafka");
        try {
            guest.ada().does().delete(guest.membership()).then().statusCode(204);
            stack.kill("workspace-service");
        } finally {
            stack.thaw("kafka");
        }

        await().atMost(RECOVERY).until(() -> checker.verdict(guest.ask()).equals("wrong_workspace"));
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
        Guest guest = Guest.with(stack, "reports");
        String access = guest.ada().logsIn().path("accessToken");

        stack.kill("token-service");
        // Past the gateway, which cannot admit anybody while token-service is down.
        RestAssured.given()
                .baseUri(stack.url("workspace"))
                .header("Authorization", "Bearer " + access)
                .contentType("application/json")
                .body(Person.rights(List.of("exports")))
                .patch(guest.membership())
                .then()
                .statusCode(200);

        await().atMost(RECOVERY)
                .until(() -> checker.verdict(guest.ask().may("exports")).equals("allowed"));
        checker.finds(guest.ask().may("reports"), "missing_permission");
    }

    @Test
    void whileTokenServiceIsDeadNothingIsAllowedAndNothingIsCalledWrong() {
        Guest guest = Guest.with(stack, "reports");

        stack.without("token-service", () -> {
            checker.finds(guest.ask().may("reports"), "status 503");
            guest.ada().does().get("/v1/workspaces").then().statusCode(503);
        });

        checker.sees(guest.ask().may("reports"), "allowed");
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

    @Test
    void aDeadPostgresqlStopsChangesButNotChecks() {
        Guest guest = Guest.with(stack, "reports");
        Ask ask = guest.ask().may("reports");

        stack.without("postgres", () -> {
            // Its processes serve the connections they have for a moment longer.
            await().until(() -> changes(guest).statusCode() == 503);
            changes(guest).then().contentType("application/problem+json");
            checker.finds(ask, "allowed");
            checker.finds(guest.ask().may("billing"), "missing_permission");
            checker.finds(Ask.token("lk_pat_nonsense"), "unknown");
        });

        await().atMost(RECOVERY).until(() -> changes(guest).statusCode() == 200);
        checker.finds(ask, "allowed");
    }

    /** A change that leaves her with what she has. */
    @Test
    void aServiceThatDiesComesBackToTablesThatANewerVersionHasChanged() throws SQLException {
        for (String service : List.of("identity", "workspace", "token")) {
            inDatabase(service, """
                    insert into flyway_schema_history
                      (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (999, '999', 'of a newer version', 'SQL', 'V999__of_a_newer_version.sql', 'nobody', 1, true)""");
            stack.kill(service + "-service");
        }
        try {
            stack.isReady();
        } finally {
            for (String service : List.of("identity", "workspace", "token")) {
                inDatabase(service, "delete from flyway_schema_history where installed_rank = 999");
            }
        }
    }

    private static Response changes(Guest guest) {
        return guest.ada().does().body(Person.rights(List.of("reports"))).patch(guest.membership());
    }

    private void inDatabase(String database, String sql) throws SQLException {
        try (Connection postgres = stack.database(database);
                Statement statement = postgres.createStatement()) {
            statement.execute(sql);
        }
    }
}
